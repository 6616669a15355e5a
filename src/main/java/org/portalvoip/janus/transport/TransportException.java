package org.portalvoip.janus.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;

/** Why text did not get to Janus or back. The message never holds a secret. */
public final class TransportException extends IOException {

    private static final long serialVersionUID = 1;

    /** What went wrong, for programs. */
    public enum Kind {
        /** No connection, or it broke. */
        UNREACHABLE,
        /** The certificate is not trusted, or TLS failed otherwise. */
        UNTRUSTED,
        /** The host name has no address. */
        NAME_NOT_RESOLVED,
        /** Nothing came in time. */
        NO_ANSWER,
        /** What came is not text. */
        NOT_TEXT,
        /** A message was longer than {@link TransportLimits#messageLength()}. */
        TOO_LARGE,
        /** Refused with an HTTP status; see {@link #code()}. */
        REFUSED,
        /** The far side does not know the session any more. */
        SESSION_GONE
    }

    private final Kind kind;
    private final int code;

    TransportException(Kind kind, int code, String reason, Throwable cause) {
        super(reason, cause);
        this.kind = kind;
        this.code = code;
    }

    TransportException(Kind kind, String reason) {
        this(kind, 0, reason, null);
    }

    /** The failure of a stage of this package, whatever it was wrapped in. */
    public static TransportException from(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof TransportException ours ? ours : translated(cause);
    }

    private static TransportException translated(Throwable cause) {
        if (cause instanceof WebSocketHandshakeException refused) {
            int status =
                    refused.getResponse() == null ? 0 : refused.getResponse().statusCode();
            return new TransportException(Kind.REFUSED, status, "no WebSocket there, HTTP status " + status, cause);
        }
        if (cause instanceof HttpTimeoutException) {
            return new TransportException(Kind.NO_ANSWER, 0, cause.getMessage(), cause);
        }
        if (cause instanceof CancellationException) {
            return new TransportException(Kind.NO_ANSWER, 0, "no answer in time", cause);
        }
        if (cause instanceof SSLException) {
            return new TransportException(Kind.UNTRUSTED, 0, cause.getMessage(), cause);
        }
        if (cause instanceof ConnectException && cause.getCause() instanceof UnresolvedAddressException) {
            return new TransportException(Kind.NAME_NOT_RESOLVED, 0, "the host name has no address", cause);
        }
        if (isRefused(cause)) {
            return new TransportException(Kind.UNREACHABLE, 0, "connection refused", cause);
        }
        String reason = cause instanceof IOException ? "connection lost: " + cause.getMessage() : String.valueOf(cause);
        return new TransportException(Kind.UNREACHABLE, 0, reason, cause);
    }

    /** The HTTP client also throws a ConnectException when a connection is reset just after it was made. */
    private static boolean isRefused(Throwable cause) {
        return cause instanceof ConnectException
                && (cause.getCause() == null || cause.getCause().getClass() != SocketException.class);
    }

    /** Whether a connection existed, and broke. */
    boolean isBrokenConnection() {
        return kind == Kind.UNREACHABLE && !isRefused(getCause());
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** The HTTP status, or the code of a WebSocket's close frame; 0 if there is none. */
    public int code() {
        return code;
    }
}
