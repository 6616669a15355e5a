package org.portalvoip.login;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.portalvoip.login.HashQueue.Lane;
import org.portalvoip.secret.Secret;

/**
 * Checks passwords for which there was no time, after their owners have been told to come again; one that was right signs in at
 * the next attempt, for a minute. So a crowd that tries names of its own invention keeps nobody out, and still nobody can tell
 * by answers or their time which names have an account. Where none has, there is a hash to compute, too, unless the place is
 * needed.
 */
@ApplicationScoped
class LateChecks {
    private static final int PLACES = 1 + HashQueue.MOST_WAITING;

    @Inject
    HashQueue queue;

    @Inject
    Passwords passwords;

    Executor executor;
    private final Semaphore places = new Semaphore(PLACES);
    private final RightPasswords right = new RightPasswords();

    @Resource
    void setThreads(ManagedExecutorService threads) {
        executor = threads;
    }

    /** Whether this password of the account was found to be right. */
    boolean knows(Account account, Secret password) {
        return right.recall(pair(account, password))
                .filter(account.user()::equals)
                .isPresent();
    }

    /** Checks the password behind all others for which there was no time; not at all when too many of them wait. */
    void check(Optional<Account> account, Secret password) {
        boolean needed = account.isPresent() || places.availablePermits() == PLACES;
        if (!needed || !places.tryAcquire()) {
            return;
        }
        try {
            executor.execute(() -> {
                try {
                    hash(account, password);
                } finally {
                    places.release();
                }
            });
        } catch (RejectedExecutionException noThread) {
            places.release(); // as when too many wait
        }
    }

    private void hash(Optional<Account> account, Secret password) {
        if (queue.compute(Lane.LATE, () -> passwords.verify(account, password)).orElse(false)) {
            account.ifPresent(known -> right.remember(pair(known, password), known.user()));
        }
    }

    private static String pair(Account account, Secret password) {
        return account.name() + ":" + password.reveal();
    }
}
