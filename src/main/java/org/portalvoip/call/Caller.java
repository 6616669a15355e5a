package org.portalvoip.call;

import java.util.Optional;
import org.portalvoip.web.ClientNetwork;

/**
 * Who opens a call socket.
 *
 * @param who as the limits count: the user whom the portal names, the signed-in user, the browser, or the network when
 *     the browser keeps no cookie; distinct from each other
 * @param network where the request came from
 * @param portalUser whom the portal names
 */
record Caller(String who, ClientNetwork network, Optional<PortalUser> portalUser) {
    /** What {@code who} begins with for a browser that keeps no cookie. */
    static final String NETWORK = "network ";

    /** What {@code who} begins with for somebody who is signed in. */
    static final String USER = "user ";

    /** A caller whom no portal has named. */
    Caller(String who, ClientNetwork network) {
        this(who, network, Optional.empty());
    }

    /** Whether this may be {@code other}, come back from elsewhere: somebody with a name keeps it, a network changes. */
    boolean mayBe(Caller other) {
        return who.equals(other.who) || (isNetwork() && other.isNetwork());
    }

    /**
     * As {@link #mayBe}, when {@code other} was seen by another node: browsers have the same name on every node, but each
     * node has its own sessions, so a user may be a visitor on the other one.
     */
    boolean mayBeElsewhere(Caller other) {
        return mayBe(other) || isUser() != other.isUser();
    }

    /** As far as it is known and nobody's business is told: a name, or a shortened address. */
    String shown() {
        if (portalUser.isPresent()) {
            PortalUser user = portalUser.get();
            return user.name().isEmpty() ? user.subject() : user.name();
        }
        return who.startsWith(USER)
                ? who.substring(USER.length())
                : network.wider().text().replaceFirst("^(\\d+(?:\\.\\d+){2})\\.\\d+$", "$1.x");
    }

    private boolean isUser() {
        return who.startsWith(USER) || portalUser.isPresent();
    }

    private boolean isNetwork() {
        return who.startsWith(NETWORK);
    }
}
