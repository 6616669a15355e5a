package org.portalvoip.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;

/**
 * A signed-in user, as kept in the web session.
 *
 * @param role one of {@link Roles}
 * @param version of the account when its password was checked; see {@link Accounts#current}
 */
public record SignedIn(String name, String role, int version) implements Serializable {
    private static final String KEY = SignedIn.class.getName();

    /** The user in this browser's session; null when there is none. Creates no session. */
    static SignedIn of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? null : (SignedIn) session.getAttribute(KEY);
    }

    /** Signs this browser in, under a new session id, so that an id known to somebody else gains no rights. */
    void signIn(HttpServletRequest request) {
        if (request.getSession(false) != null) {
            request.changeSessionId();
        }
        request.getSession().setAttribute(KEY, this);
    }

    boolean newcomer() {
        return role.equals(Roles.NEWCOMER);
    }
}
