package org.portalvoip.call;

import org.portalvoip.janus.JanusException;

/** Why a call ended, or was refused. The browser has a sentence for each reason. */
public enum EndReason {
    /** The caller hung up, or left the page. */
    HANG_UP,
    /** The help desk hung up. */
    FAR_END,
    BUSY,
    DECLINED,
    NOT_FOUND,
    FORBIDDEN,
    NO_ANSWER,
    UNREACHABLE,
    NOT_ACCEPTABLE,
    CANCELLED,
    /** The phone system ended a running call without anybody hanging up. */
    DROPPED,
    SERVICE_UNAVAILABLE,
    /** The SIP server does not accept user and secret; the administrator has to correct them. */
    CREDENTIALS,
    /** It rang for as long as we let it. */
    RING_TIMEOUT,
    /** It lasted for as long as we let it. */
    MAX_DURATION,
    /** The connection to Janus broke, or was never made. */
    GATEWAY_LOST,
    /** No media between browser and Janus. */
    MEDIA_FAILED,
    /** The browser cannot make a connection for sound at all: it has no WebRTC, or does not take what belongs to it. */
    BROWSER_FAILED,
    /** The browser's network lets no sound through to Janus, not even by the TURN servers. */
    NO_SOUND,
    /** The browser does not answer any more. */
    NETWORK_LOST,
    /** Parameter 323 is N. */
    DISABLED,
    /** This node has as many calls as it may have. */
    ALL_LINES_BUSY,
    /** This caller has as many calls as one may have. */
    TOO_MANY,
    /** There are as many calls from this caller's network as it may have, or it calls too often. */
    TOO_MANY_HERE,
    /** This caller calls too often. */
    TOO_FAST,
    /** More people call at the moment than this node lets through. */
    RUSH,
    /** Only who is signed in may call ({@code voip.callers}). */
    SIGN_IN,
    /** The browser sent an invalid message. */
    NOT_ALLOWED,
    /** The server stops. */
    SHUTDOWN,
    FAILED;

    /** What the final SIP status of a call that was not answered means (RFC 3261 section 21; 904 is Janus's own). */
    static EndReason ofSipStatus(int code) {
        return switch (code) {
            case 401, 403, 407 -> FORBIDDEN;
            case 404, 410, 484, 604 -> NOT_FOUND;
            case 408 -> NO_ANSWER;
            case 480 -> UNREACHABLE;
            case 486, 600 -> BUSY;
            case 487 -> CANCELLED;
            case 488, 606 -> NOT_ACCEPTABLE;
            case 603 -> DECLINED;
            case 904 -> CREDENTIALS;
            default -> code >= 500 && code < 600 ? SERVICE_UNAVAILABLE : FAILED;
        };
    }

    /**
     * What the final SIP status of an answered call means: 200 is a BYE, anything else a failure, for example of a
     * session timer (RFC 4028).
     */
    static EndReason ofSipStatusInCall(int code) {
        return code == 200 ? FAR_END : DROPPED;
    }

    /** What a failure on the way to the phone means for the caller. */
    static EndReason of(JanusException failure) {
        return switch (failure.kind()) {
            case TOO_MANY -> ALL_LINES_BUSY;
            case REGISTRATION_FAILED -> ofSipStatus(failure.code());
            default -> GATEWAY_LOST;
        };
    }
}
