package org.portalvoip.login;

/** The roles of the product, as {@code web.xml} names them. A signed-in user has exactly one. */
public final class Roles {
    /** May read and write everything below {@code /admin}, {@code /api/parameters} and {@code /api/drain}. */
    public static final String ADMIN = "voip-admin";

    /** Signed in with the first password; may only replace it. */
    public static final String NEWCOMER = "voip-newcomer";

    private Roles() {}
}
