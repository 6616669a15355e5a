package org.portalvoip.janus;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;
import org.portalvoip.sip.SipTarget;

/** Remembers how a trunk is doing, for the administrator, and logs what changes. */
final class StatusKeeper {

    private static final Logger LOG = System.getLogger(StatusKeeper.class.getName());

    private final Set<String> logged = new HashSet<>();
    private final boolean test;
    private GatewayStatus status;

    /**
     * @param lastFailure what went wrong with the same settings before, or null
     * @param test whether the settings are only tried, so that the log must not say of all calls what is true of one
     */
    StatusKeeper(GatewayStatus.Failure lastFailure, boolean test) {
        status = GatewayStatus.connecting(lastFailure);
        this.test = test;
    }

    private void log(Level level, String text, Object... parts) {
        LOG.log(test ? Level.DEBUG : level, text, parts);
    }

    /** The number of lines is left out. */
    synchronized GatewayStatus status() {
        return status;
    }

    synchronized void connecting() {
        status = status.connecting();
    }

    synchronized void up(JanusAddress server, SipTarget sipServer) {
        status = status.up(server, sipServer);
        logged.clear();
        log(Level.INFO, "Janus is ready for calls at {0}, and sends them to {1}", server, sipServer);
    }

    synchronized void down() {
        status = status.down();
    }

    /** Logged once until it works again, not at each attempt; {@code server} may be null. */
    synchronized void failed(JanusAddress server, JanusException reason) {
        status = status.after(GatewayStatus.Failure.of(server, reason));
        String text = (server == null ? "" : " at " + server) + ", " + reason.summary();
        if (logged.add(text)) {
            log(Level.WARNING, "No calls through Janus{0}", text);
        }
    }

    /** Running calls go on, and new ones wait. */
    synchronized void interrupted(JanusAddress server, JanusException reason) {
        status = status.after(GatewayStatus.Failure.of(server, reason)).connecting();
        log(
                Level.WARNING,
                "The connection to Janus at {0} is interrupted, {1}; running calls go on meanwhile",
                server,
                reason.summary());
    }

    /** Something is wrong that running calls do not notice. */
    synchronized void stale(JanusAddress server, JanusException reason) {
        status = status.after(GatewayStatus.Failure.of(server, reason));
        log(Level.WARNING, "New calls get another session at {0}, {1}", server, reason.summary());
    }
}
