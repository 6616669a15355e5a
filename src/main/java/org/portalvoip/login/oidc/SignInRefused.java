package org.portalvoip.login.oidc;

/** Nobody is signed in. The message is for the log: it names the cause, and contains neither a token nor a code. */
public class SignInRefused extends Exception {
    private static final int LONGEST = 400;

    /** Why; each has its sentence in the bundles. */
    public enum Reason {
        /** The person, or the provider, said no. */
        DENIED,
        /** This browser has begun no such sign-in, or has ended it already. */
        OVER,
        /** Somebody whom the provider knows, but who may not administer here. */
        ROLE,
        /** The provider does not answer. */
        AWAY,
        /** What the provider says cannot be accepted. */
        ANSWER,
        /** Too many others are on their way at the same time. */
        CROWD
    }

    private final Reason reason;

    public SignInRefused(Reason reason, String message) {
        super(printable(message));
        this.reason = reason;
    }

    SignInRefused(Reason reason, String message, Exception cause) {
        this(reason, message + ": " + cause.getMessage());
        initCause(cause);
    }

    public Reason reason() {
        return reason;
    }

    /** Strangers choose parts of it. */
    private static String printable(String message) {
        String clean = message.replaceAll("[^ -~\\p{L}\\p{N}]", "?");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "..." : clean;
    }
}
