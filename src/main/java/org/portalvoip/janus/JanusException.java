package org.portalvoip.janus;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;

/**
 * Why something asked of Janus did not come about. The message is for the administrator: it may hold the far side's own
 * words, never a secret.
 */
public final class JanusException extends RuntimeException {

    private static final int LONGEST_MESSAGE = 300;

    /** What went wrong, to be told apart by program. */
    public enum Kind {
        /** No connection to Janus, or it broke. */
        UNREACHABLE,
        /** The certificate of Janus is not trusted, or TLS failed otherwise. */
        UNTRUSTED,
        /** The name of the SIP server or of Janus has no address. */
        NAME_NOT_RESOLVED,
        /** Janus did not answer in time. */
        NO_ANSWER,
        /** What answered does not speak the Janus API. */
        NOT_JANUS,
        /** A message was longer than {@link GatewaySettings.Limits#messageLength()}. */
        TOO_LARGE,
        /** Janus said no; {@link #code()} is its error code or HTTP status. */
        REFUSED,
        /** The SIP server did not take the account; {@link #code()} is the SIP status, 904 a wrong user or secret. */
        REGISTRATION_FAILED,
        /** Janus ended the session or the handle by itself. */
        ENDED_BY_JANUS,
        /** More lines are being opened than allowed. */
        TOO_MANY,
        /** The gateway is switched off, or was meanwhile. */
        OFF
    }

    private final Kind kind;
    private final int code;

    JanusException(Kind kind, int code, String reason, Throwable cause) {
        super(plain(reason), cause);
        this.kind = kind;
        this.code = code;
    }

    JanusException(Kind kind, int code, String reason) {
        this(kind, code, reason, null);
    }

    JanusException(Kind kind, String reason) {
        this(kind, 0, reason, null);
    }

    /** The failure of a stage of this package, whatever it was wrapped in. */
    public static JanusException from(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof JanusException ours ? ours : translated(cause);
    }

    private static JanusException translated(Throwable cause) {
        if (cause instanceof WebSocketHandshakeException refused) {
            int status =
                    refused.getResponse() == null ? 0 : refused.getResponse().statusCode();
            return new JanusException(Kind.REFUSED, status, "no WebSocket there, HTTP status " + status, cause);
        }
        if (cause instanceof HttpTimeoutException) {
            return new JanusException(Kind.NO_ANSWER, 0, cause.getMessage(), cause);
        }
        if (cause instanceof SSLException) {
            return new JanusException(Kind.UNTRUSTED, 0, cause.getMessage(), cause);
        }
        if (cause instanceof ConnectException && cause.getCause() instanceof UnresolvedAddressException) {
            return new JanusException(Kind.NAME_NOT_RESOLVED, 0, "the host name has no address", cause);
        }
        if (isRefused(cause)) {
            return new JanusException(Kind.UNREACHABLE, 0, "connection refused", cause);
        }
        if (cause instanceof IOException) {
            return new JanusException(Kind.UNREACHABLE, 0, "connection lost: " + cause.getMessage(), cause);
        }
        return new JanusException(Kind.UNREACHABLE, 0, String.valueOf(cause), cause);
    }

    /** The HTTP client speaks of a ConnectException also when a connection is reset just after it was made. */
    private static boolean isRefused(Throwable cause) {
        return cause instanceof ConnectException
                && (cause.getCause() == null || cause.getCause().getClass() != SocketException.class);
    }

    /** Whether no connection was made at all. */
    boolean isRefused() {
        return isRefused(getCause());
    }

    /** The far side's words may hold line breaks, and then could forge log lines. */
    private static String plain(String reason) {
        String text = String.valueOf(reason).replaceAll("\\p{Cntrl}+", " ").strip();
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE);
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** Code of Janus, HTTP or SIP, according to {@link #kind()}; 0 if there is none. */
    public int code() {
        return code;
    }

    /** Kind, code and words in one line. */
    String summary() {
        return kind + (code == 0 ? "" : " " + code) + ": " + getMessage();
    }
}
