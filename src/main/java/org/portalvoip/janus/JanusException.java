package org.portalvoip.janus;

import java.util.concurrent.CompletionException;
import org.portalvoip.janus.transport.TransportException;

/**
 * Why Janus did not do what it was asked. The message is for the administrator: it may hold the far side's own words,
 * but never a secret.
 */
public final class JanusException extends RuntimeException {

    private static final int LONGEST_MESSAGE = 300;

    /** What went wrong, for programs. */
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
        /** The SIP server did not accept the account; {@link #code()} is the SIP status, 904 a wrong user or secret. */
        REGISTRATION_FAILED,
        /** Janus ended the session or the handle by itself. */
        ENDED_BY_JANUS,
        /** More lines are being opened than allowed. */
        TOO_MANY,
        /** The gateway is switched off, or was switched off meanwhile. */
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
        return cause instanceof JanusException ours ? ours : of(TransportException.from(cause));
    }

    private static JanusException of(TransportException failure) {
        Kind kind =
                switch (failure.kind()) {
                    case UNREACHABLE -> Kind.UNREACHABLE;
                    case UNTRUSTED -> Kind.UNTRUSTED;
                    case NAME_NOT_RESOLVED -> Kind.NAME_NOT_RESOLVED;
                    case NO_ANSWER -> Kind.NO_ANSWER;
                    case NOT_TEXT -> Kind.NOT_JANUS;
                    case TOO_LARGE -> Kind.TOO_LARGE;
                    case REFUSED -> Kind.REFUSED;
                    case SESSION_GONE -> Kind.ENDED_BY_JANUS;
                };
        return new JanusException(kind, failure.code(), failure.getMessage(), failure);
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

    /** Whether the SIP server of a registration was not reached, or is out of service, so that another one may do better. */
    public boolean isUnreached() {
        return kind == Kind.REGISTRATION_FAILED && SipEvent.meansUnreached(code);
    }

    /** Whether the connection to Janus, or what it had made over it, was lost, so that the question is still open. */
    public boolean isLoss() {
        return switch (kind) {
            case UNREACHABLE, UNTRUSTED, ENDED_BY_JANUS, OFF -> true;
            default -> false;
        };
    }

    /** Kind, code and words in one line. */
    String summary() {
        return kind + (code == 0 ? "" : " " + code) + ": " + getMessage();
    }
}
