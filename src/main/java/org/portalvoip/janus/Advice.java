package org.portalvoip.janus;

import java.time.Duration;
import java.util.Optional;

/**
 * What should be changed in the configuration of a Janus, as far as it tells.
 *
 * @param setting in its {@code janus.jcfg}
 * @param reason why, for the log
 */
public record Advice(Setting setting, String reason) {

    /** A setting that does not suit us. */
    public enum Setting {
        /** Zero: the calls of a node that is gone never end. */
        SESSION_TIMEOUT_OFF,
        /** Too short: calls end between two signs of life. */
        SESSION_TIMEOUT,
        /** Too short: calls end when the connection breaks. */
        RECLAIM_SESSION_TIMEOUT
    }

    /** What the documentation of the portal recommends, for both settings. */
    private static final int RECOMMENDED_SECONDS = 60;

    /**
     * Empty if there is nothing to say.
     *
     * @param binds whether Janus ties sessions to the connection
     * @param keepalive between two signs of life of a session
     */
    static Optional<Advice> on(ServerInfo info, boolean binds, Duration keepalive) {
        Duration enough = keepalive.multipliedBy(2);
        if (!info.isTold()) {
            return Optional.empty();
        } else if (info.sessionTimeout().isZero()) {
            return Optional.of(new Advice(
                    Setting.SESSION_TIMEOUT_OFF, "Janus never ends the calls of a portal node that is gone"));
        } else if (info.sessionTimeout().compareTo(enough) < 0) {
            return Optional.of(new Advice(
                    Setting.SESSION_TIMEOUT,
                    "Janus ends a call after " + info.sessionTimeout().toSeconds()
                            + " s without a sign of life, and gets one every " + keepalive.toSeconds() + " s"));
        } else if (binds && info.reclaimTimeout().compareTo(enough) < 0) {
            return Optional.of(new Advice(
                    Setting.RECLAIM_SESSION_TIMEOUT,
                    "Janus keeps calls for " + info.reclaimTimeout().toSeconds()
                            + " s only when the connection to it breaks"));
        }
        return Optional.empty();
    }

    /** One sentence for the log. */
    String sentence() {
        String name = setting == Setting.RECLAIM_SESSION_TIMEOUT ? "reclaim_session_timeout" : "session_timeout";
        return reason + ": set " + name + " = " + RECOMMENDED_SECONDS + " in its janus.jcfg";
    }
}
