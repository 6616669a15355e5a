package org.portalvoip.diagnosis.connection;

import static org.portalvoip.diagnosis.connection.Verdict.BAD;
import static org.portalvoip.diagnosis.connection.Verdict.GOOD;
import static org.portalvoip.diagnosis.connection.Verdict.WARNING;

/**
 * What a connection test can find. Each has its sentence in the bundles, which names the parameter or the setting to
 * change: {@code test.finding.} and its name.
 */
public enum Finding {
    NAME_FOUND(GOOD),
    NAME_UNKNOWN(BAD),
    NAME_SILENT(BAD),

    TCP_CONNECTED(GOOD),
    TCP_REFUSED(BAD),
    TCP_SILENT(BAD),
    TCP_FAILED(BAD),

    TLS_TRUSTED(GOOD),
    TLS_EXPIRES_SOON(WARNING),
    TLS_EXPIRED(BAD),
    TLS_NOT_YET_VALID(BAD),
    TLS_OTHER_NAME(BAD),
    TLS_UNKNOWN_ISSUER(BAD),
    TLS_NOT_SPOKEN(BAD),
    TLS_TRUST_FILE(BAD),
    TLS_FAILED(BAD),
    IN_CLEAR(WARNING),

    JANUS_ANSWERS(GOOD),
    JANUS_UNTOLD(WARNING),
    JANUS_OLD(WARNING),
    /** Good to know: Debian's Janus lacks this and the next three, and carries calls all the same. */
    JANUS_LACKS_IPV6(GOOD),
    JANUS_LACKS_REASON(GOOD),
    JANUS_LACKS_HEADERS(GOOD),
    JANUS_LACKS_FIXES(GOOD),
    JANUS_WANTS_TLS(BAD),
    JANUS_WANTS_HTTP(BAD),
    JANUS_WANTS_WEBSOCKET(BAD),
    JANUS_PATH(BAD),
    JANUS_SILENT(BAD),
    JANUS_NONE(BAD),
    JANUS_SESSION_TIMEOUT_OFF(WARNING),
    JANUS_SESSION_TIMEOUT(WARNING),
    JANUS_RECLAIM_SESSION_TIMEOUT(WARNING),

    LINE_OPEN(GOOD),
    LINE_API_SECRET(BAD),
    LINE_NO_SIP_PLUGIN(BAD),
    LINE_REFUSED(BAD),

    DOMAIN_FOUND(GOOD),
    DOMAIN_UNKNOWN(BAD),
    DOMAIN_SILENT(BAD),
    PROXY_FOUND(GOOD),
    PROXY_UNKNOWN(BAD),
    PROXY_SILENT(BAD),

    CHALLENGE_SEEN(GOOD),
    CHALLENGE_NONE(GOOD),
    CHALLENGE_NOT_HEARD(GOOD),
    CHALLENGE_NOT_MD5(BAD),
    CHALLENGE_REALM(WARNING),
    CHALLENGE_WANTS_TCP(WARNING),
    CHALLENGE_WANTS_UDP(WARNING),
    CHALLENGE_WANTS_TLS(WARNING),

    REGISTERED(GOOD),
    REGISTRATION_GUEST(GOOD),
    REGISTRATION_PASSWORD(BAD),
    REGISTRATION_HA1(BAD),
    REGISTRATION_LOOKS_LIKE_HA1(BAD),
    REGISTRATION_FORBIDDEN(BAD),
    REGISTRATION_UNKNOWN_USER(BAD),
    REGISTRATION_NO_REGISTRAR(WARNING),
    REGISTRATION_SILENT(BAD),
    REGISTRATION_UNREACHABLE(BAD),
    REGISTRATION_REFUSED(BAD),
    REGISTRATION_NEXT(WARNING),
    /** Janus reaches the SIP server, and is too old to send sound there. */
    NO_SOUND_OVER_IPV6(BAD),

    RANG(GOOD),
    RING_FORBIDDEN(BAD),
    RING_GUEST(BAD),
    RING_PASSWORD(BAD),
    RING_UNKNOWN(BAD),
    RING_NO_TELEPHONE(BAD),
    RING_BUSY(WARNING),
    RING_DECLINED(WARNING),
    RING_REDIRECTED(BAD),
    RING_INCOMPLETE(BAD),
    RING_LOOP(BAD),
    RING_GONE(BAD),
    RING_CODEC(BAD),
    RING_TOO_LARGE(BAD),
    RING_ANONYMOUS(BAD),
    RING_UNREACHABLE(BAD),
    RING_OVERLOADED(BAD),
    RING_SILENT(BAD),
    /** And its INVITE may have been too long for the network. */
    RING_CUT_UP(WARNING),
    RING_REFUSED(BAD),

    /** The whole test took longer than it may. */
    TIME_IS_UP(BAD),
    /** The connection to Janus broke during the test. */
    CONNECTION_LOST(BAD),
    /** The administrator has cancelled the test. */
    CANCELLED(BAD);

    private final Verdict verdict;

    Finding(Verdict verdict) {
        this.verdict = verdict;
    }

    /** How a step goes of which this is the worst that was found. */
    public Verdict verdict() {
        return verdict;
    }
}
