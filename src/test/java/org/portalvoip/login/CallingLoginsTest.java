package org.portalvoip.login;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import jakarta.enterprise.event.Event;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portalvoip.web.CallerLogin;

/** When the calls are told that the login which opened them has ended. */
class CallingLoginsTest {
    private static final SignedIn ADMIN = new SignedIn("admin", Roles.ADMIN, 7);

    private final List<String> told = new ArrayList<>();
    private final KnownAccounts accounts = new KnownAccounts();
    private final CallingLogins logins = new CallingLogins(accounts, ends(), Duration.ofHours(1));

    @Test
    void whileTheLoginLastsNothingIsTold() {
        logins.watch("one", ADMIN);
        logins.look();

        assertThat(told).isEmpty();
    }

    @Test
    void anEndIsToldAgainForACallThatWasBeingOpened() {
        logins.watch("one", ADMIN);
        accounts.version = 8;

        logins.look();
        assertThat(told).containsExactly("one");
        logins.look();
        assertThat(told).containsExactly("one", "one");
    }

    @Test
    void whoSignsOutEndsTheCallsOfThatLoginAtOnce() {
        logins.watch("one", ADMIN);
        logins.watch("two", ADMIN);

        logins.signOut("one");
        logins.signOut("never called");

        assertThat(told).isNotEmpty().containsOnly("one");
        assertThat(accounts.asked).isZero();
    }

    @Test
    void aNewPasswordEndsEveryLoginThatHasTheOldOne() {
        logins.watch("one", ADMIN);
        logins.watch("two", ADMIN);
        logins.watch("three", new SignedIn("admin", Roles.ADMIN, 8));
        accounts.version = 8;

        logins.look();

        assertThat(told).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void aCallOfAnotherNodeEndsWithTheOldPasswordToo() {
        String login = "3f9a " + Roles.ADMIN + " 7 admin";
        logins.goesOn(new CallerLogin.GoesOn(login));
        logins.goesOn(new CallerLogin.GoesOn("no login"));
        logins.look();
        assertThat(told).isEmpty();

        accounts.version = 8;
        logins.look();
        assertThat(told).containsExactly(login);
    }

    @Test
    void theDatabaseIsAskedOnceForEachUser() {
        logins.watch("one", ADMIN);
        logins.watch("two", ADMIN);
        logins.look();

        assertThat(accounts.asked).isEqualTo(1);
    }

    @Test
    void whenNoCallCanBeLeftTheDatabaseIsAskedNoMore() {
        CallingLogins forgetful = new CallingLogins(accounts, ends(), Duration.ZERO);
        forgetful.watch("one", ADMIN);
        forgetful.look();

        assertThat(accounts.asked).isZero();
    }

    @Test
    void anAbsentDatabaseEndsNothingAndIsAskedAgain() {
        logins.watch("one", ADMIN);
        accounts.away = true;
        logins.look();
        assertThat(told).isEmpty();

        accounts.away = false;
        accounts.version = 8;
        logins.look();
        assertThat(told).containsExactly("one");
    }

    /** One account, whose version is that of its password. */
    private static final class KnownAccounts extends Accounts {
        private int version = 7;
        private boolean away;
        private int asked;

        @Override
        public boolean current(SignedIn user) {
            asked++;
            if (away) {
                throw new EJBException("away");
            }
            return user.version() == version;
        }
    }

    @SuppressWarnings("unchecked")
    private Event<CallerLogin.Ended> ends() {
        return (Event<CallerLogin.Ended>) Proxy.newProxyInstance(
                Event.class.getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                    told.add(((CallerLogin.Ended) arguments[0]).id());
                    return null;
                });
    }
}
