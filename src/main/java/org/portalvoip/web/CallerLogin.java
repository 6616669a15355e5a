package org.portalvoip.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * What the login and the calls agree on, without knowing each other: a signed-in user's call must end with the login. The
 * login puts its id into the request for the call socket; when its password is replaced, it fires {@link Ended} with that id.
 */
public final class CallerLogin {
    /** The call socket and the ticket for it, below the context path. */
    private static final Set<String> PATHS = Set.of("/call", "/api/call-ticket");

    private static final String ATTRIBUTE = CallerLogin.class.getName();

    private CallerLogin() {}

    /**
     * An event: whoever signed in under this id has another password now. It may be fired more than
     * once for the same login.
     *
     * @param id as in {@link CallerLogin#of}
     */
    public record Ended(String id) {}

    /**
     * An event: this node goes on with a call of the login {@code id}, which it may never have seen.
     *
     * @param id as in {@link CallerLogin#of}
     */
    public record GoesOn(String id) {}

    /** Whether a request for {@code path}, below the context path, is part of a call. */
    public static boolean concerns(String path) {
        return PATHS.contains(path);
    }

    /** Says that {@code request} comes from the login {@code id}. */
    public static void put(HttpServletRequest request, String id) {
        request.setAttribute(ATTRIBUTE, id);
    }

    /** The id of the login that the call of this request ends with; empty when there is none. */
    public static String of(HttpServletRequest request) {
        Object id = request.getAttribute(ATTRIBUTE);
        return id == null ? "" : id.toString();
    }
}
