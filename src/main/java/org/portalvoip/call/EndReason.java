package org.portalvoip.call;

import org.portalvoip.janus.JanusException;

/** Why a call ended, or was refused. The browser has a sentence for each reason. */
public enum EndReason {
    /** The caller hung up, or left the page. */
    HANG_UP,
    /** A telephone of the help desk has connected the caller to another extension: another call follows. */
    TRANSFERRED,
    /** The help desk hung up. */
    FAR_END,
    BUSY,
    DECLINED,
    NOT_FOUND,
    /** The number was given up. */
    NUMBER_GONE,
    NUMBER_INCOMPLETE,
    /** The phone system asks us to call another number. */
    REDIRECTED,
    /** The phone system leads the call in a circle. */
    LOOP,
    FORBIDDEN,
    /** The phone system takes no calls without the caller's number. */
    ANONYMOUS,
    NO_ANSWER,
    UNREACHABLE,
    NOT_ACCEPTABLE,
    /** The phone system does not support something in our INVITE, or asks for something that we do not support. */
    NOT_SUPPORTED,
    CANCELLED,
    /** The phone system ended a running call without anybody hanging up. */
    DROPPED,
    SERVICE_UNAVAILABLE,
    /** An internal error of the phone system. */
    PHONE_SYSTEM_FAULT,
    /** The SIP server does not accept user and secret; the administrator has to correct them. */
    CREDENTIALS,
    /** It rang for as long as we let it. */
    RING_TIMEOUT,
    /** It lasted for as long as we let it. */
    MAX_DURATION,
    /** There is no connection to Janus, or Janus did not take the call. */
    GATEWAY_AWAY,
    /** The connection to Janus broke during the call. */
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
    /** An administrator has ended it on the status page. */
    ADMINISTRATOR,
    /** The server stops. */
    SHUTDOWN,
    FAILED;

    /**
     * What the final SIP status of a call that was not answered means (RFC 3261 section 21; 904 is Janus's own). 200 is a BYE:
     * there was an answer, with which Janus could do nothing.
     */
    static EndReason ofSipStatus(int code) {
        return switch (code) {
            case 300, 301, 302, 305, 380 -> REDIRECTED;
            case 401, 402, 403, 407 -> FORBIDDEN;
            case 404, 604 -> NOT_FOUND;
            case 408, 504 -> NO_ANSWER;
            case 410 -> NUMBER_GONE;
            case 400, 405, 413, 414, 415, 416, 420, 421, 422, 429, 493, 494, 501, 505, 513 -> NOT_SUPPORTED;
            case 433 -> ANONYMOUS;
            case 482, 483 -> LOOP;
            case 484, 485 -> NUMBER_INCOMPLETE;
            case 480 -> UNREACHABLE;
            case 486, 600 -> BUSY;
            case 487 -> CANCELLED;
            case 406, 488, 606 -> NOT_ACCEPTABLE;
            case 200, 481, 491, 500 -> PHONE_SYSTEM_FAULT;
            case 603, 607, 608 -> DECLINED;
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

    /**
     * What a failure on the way to the phone means for the caller.
     *
     * @param calling whether an INVITE is on its way already
     */
    static EndReason of(JanusException failure, boolean calling) {
        return switch (failure.kind()) {
            case TOO_MANY -> ALL_LINES_BUSY;
            case REGISTRATION_FAILED -> ofSipStatus(failure.code());
            default -> calling ? GATEWAY_LOST : GATEWAY_AWAY;
        };
    }
}
