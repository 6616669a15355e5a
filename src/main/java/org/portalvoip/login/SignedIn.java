package org.portalvoip.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A signed-in user, as kept in the web session.
 *
 * @param role one of {@link Roles}
 * @param version of the account when its password was checked; see {@link Accounts#current}. Without an account,
 *     {@link #NO_ACCOUNT}
 */
public record SignedIn(String name, String role, int version) implements Serializable {
    /** After this time, everybody has to sign in again; {@code web.xml} ends a session that nobody uses earlier. */
    static final Duration LONGEST = Duration.ofHours(8);

    /** After this time, a provider has to say again that somebody may administer: it tells us of no change. */
    static final Duration LONGEST_BY_PROVIDER = Duration.ofHours(1);

    /** Said of somebody whom a provider of OpenID Connect has named. */
    static final int NO_ACCOUNT = -1;

    private static final String KEY = SignedIn.class.getName();
    private static final int PARTS_OF_ID = 4;

    /** When, and under which id; apart from the user, who is compared with the account. */
    private record Login(Instant since, String id) implements Serializable {
        private static final String KEY = Login.class.getName();
    }

    /** An administrator without an account, by a name that none can have. */
    static SignedIn byProvider(String name) {
        return new SignedIn(name, Roles.ADMIN, NO_ACCOUNT);
    }

    /** Whether the user has an account here, and thus a password. */
    boolean hasAccount() {
        return version != NO_ACCOUNT;
    }

    /** The user in this browser's session; null when there is none. Creates no session. */
    static SignedIn of(HttpServletRequest request) {
        return of(request, Clock.systemUTC());
    }

    static SignedIn of(HttpServletRequest request, Clock clock) {
        HttpSession session = request.getSession(false);
        try {
            return session == null ? null : of(session, clock);
        } catch (IllegalStateException e) {
            return null; // it has ended since
        }
    }

    private static SignedIn of(HttpSession session, Clock clock) {
        SignedIn user = (SignedIn) session.getAttribute(KEY);
        if (user == null) {
            return null;
        }
        Login login = (Login) session.getAttribute(Login.KEY);
        if (login == null || login.since().plus(user.longest()).isBefore(clock.instant())) {
            session.invalidate();
            return null;
        }
        return user;
    }

    private Duration longest() {
        return hasAccount() ? LONGEST : LONGEST_BY_PROVIDER;
    }

    /** Whether this browser was signed in by a provider. Also true when that is over, until {@link #of} was asked. */
    static boolean cameByProvider(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(KEY) instanceof SignedIn user && !user.hasAccount();
    }

    /**
     * The id of this browser's login, new with each login; empty when there is none. It opens no door, and says who signed in.
     */
    static String loginOf(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        try {
            Login login = session == null ? null : (Login) session.getAttribute(Login.KEY);
            SignedIn user = login == null ? null : (SignedIn) session.getAttribute(KEY);
            return user == null ? "" : String.join(" ", login.id(), user.role, String.valueOf(user.version), user.name);
        } catch (IllegalStateException e) {
            return ""; // it has ended since
        }
    }

    /** Who signed in under this id, see {@link #loginOf}; empty if it is none. */
    static Optional<SignedIn> ofLogin(String id) {
        String[] parts = id.split(" ", PARTS_OF_ID);
        return parts.length == PARTS_OF_ID && parts[2].matches("-?\\d{1,10}")
                ? Optional.of(new SignedIn(parts[3], parts[1], Integer.parseInt(parts[2])))
                : Optional.empty();
    }

    /** Signs this browser in, under a new session id, so that an id known to somebody else gains no rights. */
    void signIn(HttpServletRequest request) {
        signIn(request, Clock.systemUTC());
    }

    void signIn(HttpServletRequest request, Clock clock) {
        if (request.getSession(false) != null) {
            request.changeSessionId();
        }
        HttpSession session = request.getSession();
        session.setAttribute(KEY, this);
        session.setAttribute(
                Login.KEY, new Login(clock.instant(), UUID.randomUUID().toString()));
    }

    boolean newcomer() {
        return role.equals(Roles.NEWCOMER);
    }
}
