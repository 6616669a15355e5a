package org.portalvoip.secret;

/**
 * A payload cannot be opened, or a secret cannot be sealed. The message is for the log: it names the remedy and contains
 * no secret.
 *
 * <p>This is a checked exception because everything except the secret works without the key.
 */
public class SealBroken extends Exception {
    /** Why, for those who tell the administrator in his language. */
    public enum Reason {
        /** There is no key file, although the database has a key. */
        MISSING,
        /** Others have rights to the key file. */
        EXPOSED,
        /** The key file cannot be read or created. */
        UNREADABLE,
        /** The key file is not a key file. */
        GARBLED,
        /** The key file lacks the key of the database. */
        FOREIGN,
        /** The payload was changed, or what it is bound to. */
        CHANGED
    }

    private final Reason reason;

    SealBroken(Reason reason, String message) {
        this(reason, message, null);
    }

    SealBroken(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why; not null. */
    public Reason reason() {
        return reason;
    }
}
