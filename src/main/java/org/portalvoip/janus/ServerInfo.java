package org.portalvoip.janus;

import java.time.Duration;

/**
 * What Janus tells of itself ({@code info} of its API).
 *
 * @param version such as {@code 1.1.2}; null if it does not tell
 * @param sessionTimeout for how long it keeps a session of which it hears nothing; zero if for ever
 * @param reclaimTimeout for how long it keeps a session that has lost its WebSocket; zero if it ends it at once
 */
public record ServerInfo(String version, Duration sessionTimeout, Duration reclaimTimeout) {

    /** Of a Janus that does not tell. */
    static final ServerInfo NOT_TOLD = new ServerInfo(null, Duration.ZERO, Duration.ZERO);

    /** Whether it has told anything. */
    public boolean isTold() {
        return !equals(NOT_TOLD);
    }
}
