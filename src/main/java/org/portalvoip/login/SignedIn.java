package org.portalvoip.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;

/**
 * Somebody who proved who they are, as the session keeps them.
 *
 * @param role one of {@link Roles}
 * @param version of the account when its password was checked; see {@link Accounts#current}
 */
public record SignedIn(String name, String role, int version) implements Serializable {
    private static final String KEY = SignedIn.class.getName();

    /** The caller that this browser's session keeps; null when there is none. Opens no session. */
    static SignedIn of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? null : (SignedIn) session.getAttribute(KEY);
    }

    /** Signs this browser in, under a new session id: one that was known before must not become worth more. */
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
