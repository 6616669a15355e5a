package org.portalvoip.diagnosis.connection;

import static org.portalvoip.diagnosis.connection.Verdict.BAD;
import static org.portalvoip.diagnosis.connection.Verdict.GOOD;
import static org.portalvoip.diagnosis.connection.Verdict.WARNING;

/**
 * What a test call with sound can find. The browser finds it ({@code admin/sound.js}); each has its sentence in the bundles,
 * which names the parameter or the setting to change: {@code sound.finding.} and its name.
 */
public enum SoundFinding {
    RANG(GOOD),
    ANSWERED(GOOD),

    /** Packets that the browser has sent. */
    SENT(GOOD),
    /** Janus gets nothing of the browser's sound. */
    UNHEARD(BAD),
    RECEIVED(GOOD),
    DESK_SENDS_NOTHING(BAD),
    /** Packets arrive, and there is nothing in them. */
    DESK_SILENT(WARNING),

    CODEC(GOOD),
    ROUND_TRIP(GOOD),
    JITTER(GOOD),
    LOST(GOOD),
    POOR(WARNING),

    ROUTE_HOST(GOOD),
    ROUTE_SRFLX(GOOD),
    /** As in a network without NAT, too: without a microphone, a browser hides its own address. */
    ROUTE_PRFLX(GOOD),
    /** Without a relay, and over TCP all the same. */
    ROUTE_TCP(GOOD),
    ROUTE_RELAY_UDP(GOOD),
    ROUTE_RELAY_TCP(GOOD),
    ROUTE_RELAY_TLS(GOOD),

    KEYS_RTP(GOOD),
    KEYS_INFO(GOOD),
    KEYS_NONE(WARNING),

    /** The talk was too short to measure anything, or there was none. */
    TOO_SHORT(WARNING),

    HUNG_UP(GOOD),
    FAR_END(GOOD),
    /** The administrator has hung up before there was sound. */
    CANCELLED(WARNING),
    NOT_ANSWERED(WARNING),
    NO_CODEC(BAD),
    /** The server has no values for a test call of this administrator, or none any more. */
    VALUES_GONE(BAD),
    NO_SOCKET(BAD),
    BROKEN(BAD),
    BROWSER(BAD),
    /** One of the limits, or a call of this browser. */
    WAIT(WARNING),
    /** For a reason about which the test without sound knows more. */
    ENDED(BAD),

    NO_WAY(BAD),
    NO_WAY_NO_TURN(BAD),
    JANUS_NO_ADDRESS(BAD),
    JANUS_PRIVATE(WARNING),
    TURN_SILENT(WARNING),
    TURN_REFUSED(WARNING);

    private final Verdict verdict;

    SoundFinding(Verdict verdict) {
        this.verdict = verdict;
    }

    /** How a test call went of which this is the worst that was found. */
    public Verdict verdict() {
        return verdict;
    }
}
