package org.portalvoip.history;

/** How a change came about. */
public enum Kind {
    /** The values that stood there when the history began. */
    FOUND,
    /** Somebody saved on the screen or over REST. */
    SAVED,
    /** Somebody changed the table without us: by SQL, or by a restored backup of it. */
    OUTSIDE,
    /** An administrator did this to an account. */
    ACCOUNT_ADD,
    ACCOUNT_RESET,
    ACCOUNT_DISABLE,
    ACCOUNT_ENABLE,
    ACCOUNT_SIGN_OUT,
    ACCOUNT_REMOVE;

    /** Whether this is about an account, and not about a parameter. */
    public boolean isAboutAccount() {
        return name().startsWith("ACCOUNT_");
    }
}
