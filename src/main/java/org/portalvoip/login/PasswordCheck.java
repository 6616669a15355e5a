package org.portalvoip.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.portalvoip.login.HashQueue.Lane;
import org.portalvoip.secret.Secret;
import org.portalvoip.web.Refusals;
import org.portalvoip.web.Refusals.Reason;

/** Checks a name and a password, within the limits of {@link LoginThrottle} and {@link HashQueue}. */
@ApplicationScoped
class PasswordCheck {
    private static final Logger LOG = System.getLogger(PasswordCheck.class.getName());

    /** After that, {@link LateChecks} is done. */
    private static final Duration WHEN_BUSY = Duration.ofSeconds(5);

    @Inject
    LoginThrottle throttle;

    @Inject
    HashQueue queue;

    @Inject
    LateChecks late;

    @Inject
    Accounts accounts;

    @Inject
    Passwords passwords;

    @Inject
    Refusals refusals;

    /**
     * The result of an attempt.
     *
     * @param user who has signed in; null when the attempt failed
     * @param delay how long to wait before the next attempt; zero when the password was checked
     */
    record Outcome(SignedIn user, Duration delay) {
        boolean accepted() {
            return user != null;
        }

        boolean held() {
            return !delay.isZero();
        }

        /** Whole seconds to wait, rounded up. */
        long seconds() {
            return delay.plusMillis(999).toSeconds();
        }
    }

    /** {@code from} is null when the server trusts a proxy that did not name the address. */
    Outcome attempt(String from, String name, Secret password) {
        String address = Objects.requireNonNullElse(from, "");
        Duration wait = throttle.admit(address, name);
        if (!wait.isZero()) {
            refusals.count(Reason.WAIT);
            return new Outcome(null, wait);
        }
        Optional<Account> account = accounts.find(name).filter(Account::enabled);
        Optional<Boolean> right = isRight(address, name, account, password);
        if (right.isEmpty()) {
            refusals.count(Reason.BUSY);
            return new Outcome(null, WHEN_BUSY);
        }
        if (!right.get()) {
            throttle.failed(address, name);
            refusals.count(Reason.PASSWORD);
            // Never logs an unknown name: people type their password there by mistake.
            String who = account.isPresent() ? name : "an unknown name";
            LOG.log(Level.WARNING, "Refused login of {0} from {1}", who, address);
            return new Outcome(null, Duration.ZERO);
        }
        throttle.succeeded(address, name);
        LOG.log(Level.INFO, "{0} signed in from {1}", name, address);
        return new Outcome(account.orElseThrow().user(), Duration.ZERO);
    }

    /** Empty when there was no time to find out. */
    private Optional<Boolean> isRight(String address, String name, Optional<Account> account, Secret password) {
        if (account.filter(known -> late.knows(known, password)).isPresent()) {
            return Optional.of(true);
        }
        boolean returning = throttle.isReturning(address, name);
        Lane lane = returning ? Lane.RETURNING : Lane.STRANGER;
        Optional<Boolean> right = queue.compute(lane, () -> passwords.verify(account, password));
        if (right.isEmpty() && returning) {
            throttle.abandoned(address, name);
        } else if (right.isEmpty()) {
            // Counts as a failure: the password is checked all the same, if there is an account.
            late.check(account, password);
        }
        return right;
    }
}
