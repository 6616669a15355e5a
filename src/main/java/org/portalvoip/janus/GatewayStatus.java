package org.portalvoip.janus;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.portalvoip.sip.SipTarget;

/**
 * What the administrator should know about the connection to Janus.
 *
 * @param state whether calls can be placed
 * @param server the address in use while UP, otherwise null
 * @param sipServer where Janus sends all SIP requests of new calls while UP, otherwise null
 * @param since when this state began; null while OFF
 * @param lastFailure what went wrong last with these settings, even if it works again by now; null if nothing has
 * @param failures how often what has gone wrong; what never has is missing
 * @param lines lines in use, including those of calls that began under older settings
 */
public record GatewayStatus(
        State state,
        JanusAddress server,
        SipTarget sipServer,
        Instant since,
        Failure lastFailure,
        Map<JanusException.Kind, Integer> failures,
        int lines) {

    /** Whether calls can be placed. */
    public enum State {
        /** No settings in use. */
        OFF,
        /** Connecting; a line asked for now has to wait. */
        CONNECTING,
        /** Ready for calls. */
        UP,
        /** The last attempt failed. The next one follows by itself. */
        DOWN
    }

    /**
     * One thing that went wrong.
     *
     * @param server the address of Janus that was tried or in use; null if it did not get that far
     * @param kind what it was
     * @param code code of Janus, HTTP or SIP, according to {@code kind}; 0 if there is none
     * @param words as far as it gave a reason, the far side's own; never null, never with a secret
     * @param at when
     */
    public record Failure(JanusAddress server, JanusException.Kind kind, int code, String words, Instant at) {

        static Failure of(JanusAddress server, JanusException reason) {
            return new Failure(server, reason.kind(), reason.code(), reason.getMessage(), Instant.now());
        }
    }

    static GatewayStatus off(int lines) {
        return new GatewayStatus(State.OFF, null, null, null, null, Map.of(), lines);
    }

    static GatewayStatus connecting(Failure lastFailure) {
        return new GatewayStatus(State.CONNECTING, null, null, Instant.now(), lastFailure, Map.of(), 0);
    }

    GatewayStatus connecting() {
        return new GatewayStatus(State.CONNECTING, null, null, Instant.now(), lastFailure, failures, 0);
    }

    GatewayStatus up(JanusAddress address, SipTarget sip) {
        return new GatewayStatus(State.UP, address, sip, Instant.now(), lastFailure, failures, 0);
    }

    /** Remembers a failure that has not changed the state. */
    GatewayStatus after(Failure failure) {
        return new GatewayStatus(state, server, sipServer, since, failure, sum(failures, Map.of(failure.kind(), 1)), 0);
    }

    GatewayStatus down() {
        return new GatewayStatus(State.DOWN, null, null, Instant.now(), lastFailure, failures, 0);
    }

    GatewayStatus withLines(int inUse) {
        return new GatewayStatus(state, server, sipServer, since, lastFailure, failures, inUse);
    }

    /** As well as what went wrong with earlier settings. */
    GatewayStatus withFailures(Map<JanusException.Kind, Integer> earlier) {
        return new GatewayStatus(state, server, sipServer, since, lastFailure, sum(earlier, failures), lines);
    }

    private static Map<JanusException.Kind, Integer> sum(
            Map<JanusException.Kind, Integer> some, Map<JanusException.Kind, Integer> others) {
        Map<JanusException.Kind, Integer> all = new HashMap<>(some);
        others.forEach((kind, count) -> all.merge(kind, count, Integer::sum));
        return Map.copyOf(all);
    }
}
