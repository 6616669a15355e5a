package org.portalvoip.janus;

import java.time.Duration;
import java.util.Optional;

/** What should be changed in the configuration of a Janus, as far as it tells. */
final class Advice {

    /** What the documentation of the portal recommends, for both settings. */
    private static final int RECOMMENDED_SECONDS = 60;

    private Advice() {}

    /**
     * One sentence for the administrator, if there is something to say.
     *
     * @param binds whether Janus ties sessions to the connection
     * @param keepalive between two signs of life of a session
     */
    static Optional<String> on(JanusMessage.Info info, boolean binds, Duration keepalive) {
        Duration enough = keepalive.multipliedBy(2);
        if (info.transaction() == null) {
            return Optional.empty();
        } else if (info.sessionTimeout().isZero()) {
            return Optional.of("Janus never ends the calls of a portal node that is gone: " + set("session_timeout"));
        } else if (info.sessionTimeout().compareTo(enough) < 0) {
            return Optional.of(
                    "Janus ends a call after " + info.sessionTimeout().toSeconds()
                            + " s without a sign of life, and gets one every " + keepalive.toSeconds() + " s: "
                            + set("session_timeout"));
        } else if (binds && info.reclaimTimeout().compareTo(enough) < 0) {
            return Optional.of("Janus keeps calls for " + info.reclaimTimeout().toSeconds()
                    + " s only when the connection to it breaks: " + set("reclaim_session_timeout"));
        }
        return Optional.empty();
    }

    private static String set(String name) {
        return "set " + name + " = " + RECOMMENDED_SECONDS + " in its janus.jcfg";
    }
}
