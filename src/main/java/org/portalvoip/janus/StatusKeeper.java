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
    private GatewayStatus status;

    /** @param lastFailure what went wrong with the same settings before, or null */
    StatusKeeper(GatewayStatus.Failure lastFailure) {
        status = GatewayStatus.connecting(lastFailure);
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
        LOG.log(Level.INFO, "Janus is ready for calls at {0}, and sends them to {1}", server, sipServer);
    }

    synchronized void down() {
        status = status.down();
    }

    /** Logged once until it works again, not at each attempt; {@code server} may be null. */
    synchronized void failed(JanusAddress server, JanusException reason) {
        status = status.after(GatewayStatus.Failure.of(server, reason));
        String text = (server == null ? "" : " at " + server) + ", " + reason.summary();
        if (logged.add(text)) {
            LOG.log(Level.WARNING, "No calls through Janus{0}", text);
        }
    }

    /** Running calls go on, and new ones wait. */
    synchronized void interrupted(JanusAddress server, JanusException reason) {
        status = status.after(GatewayStatus.Failure.of(server, reason)).connecting();
        LOG.log(
                Level.WARNING,
                "The connection to Janus at {0} is interrupted, {1}; running calls go on meanwhile",
                server,
                reason.summary());
    }

    /** Something is wrong that running calls do not notice. */
    synchronized void stale(JanusAddress server, JanusException reason) {
        status = status.after(GatewayStatus.Failure.of(server, reason));
        LOG.log(Level.WARNING, "New calls get another session at {0}, {1}", server, reason.summary());
    }
}
