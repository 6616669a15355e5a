package org.portalvoip.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.secret.Secret;
import org.portalvoip.testing.Await;
import org.portalvoip.web.Refusals;
import org.portalvoip.web.Refusals.Reason;

/** What somebody learns who tries names and passwords while others do. */
class PasswordCheckTest {
    private static final String RIGHT = "the right one";
    private static final Account ADMIN = new Account("admin", "hash");

    private final PasswordCheck check = new PasswordCheck();
    private final Threads late = new Threads();
    private final CountDownLatch crowdMayGo = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final ExecutorService crowd = Executors.newCachedThreadPool();

    /** What is to be done later, until somebody has the time. */
    private static final class Threads extends ArrayList<Runnable> {
        void run() {
            forEach(Runnable::run);
            clear();
        }
    }

    /** A hash takes no time, except for the first one of a crowd. */
    private final class Hashes extends Passwords {
        @Override
        boolean verify(Optional<Account> account, Secret password) {
            if (password.reveal().equals("crowd") && begun.getCount() > 0) {
                begun.countDown();
                awaitTheEnd();
            }
            return account.isPresent() && password.reveal().equals(RIGHT);
        }
    }

    private static final class OneAccount extends Accounts {
        @Override
        public Optional<Account> find(String name) {
            return Optional.of(ADMIN).filter(account -> account.name().equals(name));
        }
    }

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    void furnish() {
        check.throttle = new LoginThrottle();
        check.queue = new HashQueue(Duration.ofMinutes(1));
        check.accounts = new OneAccount();
        check.passwords = new Hashes();
        check.refusals = new Refusals();
        check.late = new LateChecks();
        check.late.queue = check.queue;
        check.late.passwords = check.passwords;
        check.late.executor = late::add;
    }

    @AfterEach
    void letTheCrowdGo() {
        crowdMayGo.countDown();
        crowd.shutdownNow();
    }

    private void awaitTheEnd() {
        try {
            crowdMayGo.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PasswordCheck.Outcome attempt(String from, String name, String password) {
        return check.attempt(from, name, new Secret(password));
    }

    /** More than may wait try the names; whoever is not turned away waits until the end of the test. */
    private void gather(String name) throws InterruptedException {
        List<Future<?>> attempts = new ArrayList<>();
        for (int i = 0; i < 3 * HashQueue.MOST_WAITING; i++) {
            String from = "198.51.100." + i;
            attempts.add(crowd.submit(() -> attempt(from, name, "crowd")));
        }
        assertThat(begun.await(Await.SOON.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        Await.until(
                Await.SOON,
                () -> attempts.stream().filter(Future::isDone).count(),
                turnedAway -> turnedAway == attempts.size() - 1 - HashQueue.MOST_WAITING);
        late.run();
    }

    /** Were there a hash to wait for, this would not end. */
    @ParameterizedTest
    @ValueSource(strings = {"admin", "nobody"})
    void aCrowdWithAnyNameHidesWhoseNameHasAnAccount(String name) throws Exception {
        gather(name);

        List<List<PasswordCheck.Outcome>> answers = new ArrayList<>();
        for (String tried : List.of("admin", "nobody", "someone")) {
            List<PasswordCheck.Outcome> ofOne = new ArrayList<>();
            for (int i = 0; i <= LoginThrottle.FREE_PER_NAME; i++) {
                ofOne.add(attempt("192.0.2.1", tried, "wrong"));
            }
            answers.add(ofOne.stream()
                    .map(outcome -> new PasswordCheck.Outcome(outcome.user(), Duration.ofSeconds(outcome.seconds())))
                    .toList());
        }
        assertThat(answers).allMatch(ofOne -> ofOne.equals(answers.get(0)));
        assertThat(answers.get(0)).allMatch(PasswordCheck.Outcome::held);
    }

    @Test
    void aCrowdWithInventedNamesKeepsNobodyOutWhoComesAgain() throws Exception {
        gather("nobody");

        assertThat(attempt("192.0.2.1", "admin", RIGHT).held()).isTrue();
        assertThat(attempt("192.0.2.1", "admin", RIGHT).held())
                .as("before the check")
                .isTrue();
        late.run();
        assertThat(attempt("192.0.2.1", "admin", RIGHT).user()).isEqualTo(ADMIN.user());
        assertThat(attempt("192.0.2.1", "nobody", RIGHT).accepted()).isFalse();
    }

    @Test
    void aWrongPasswordStaysWrong() throws Exception {
        gather("nobody");
        attempt("192.0.2.1", "admin", "wrong");
        late.run();

        assertThat(attempt("192.0.2.1", "admin", "wrong").held()).isTrue();
        assertThat(check.refusals.of(Reason.BUSY)).isEqualTo(2 * HashQueue.MOST_WAITING - 1 + 2);
    }

    /** Else a crowd would have the machine compute hash after hash, and hold its threads. */
    @Test
    void aFewPasswordsAreCheckedLateAndOfNamesWithoutAnAccountOne() throws Exception {
        gather("nobody");
        for (int i = 0; i < 100; i++) {
            attempt("203.0.113." + i, "nobody", "wrong");
        }
        assertThat(late).hasSize(1);

        for (int i = 0; i < 100; i++) {
            attempt("203.0.113." + i, "admin", "wrong");
        }
        assertThat(late).hasSize(1 + HashQueue.MOST_WAITING);
    }
}
