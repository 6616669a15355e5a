package org.portalvoip.login;

/** The roles of the product, as {@code web.xml} and {@code @RolesAllowed} name them. A caller has exactly one. */
public final class Roles {
    /** May read and write everything below {@code /admin} and {@code /api/parameters}. */
    public static final String ADMIN = "voip-admin";

    /** Signed in with the first password, and may do nothing but replace it. */
    public static final String NEWCOMER = "voip-newcomer";

    private Roles() {}
}
