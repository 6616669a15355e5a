package org.portalvoip.history;

/** How a change came about. */
public enum Kind {
    /** The values that stood there when the history began. */
    FOUND,
    /** Somebody saved on the screen or over REST. */
    SAVED,
    /** Somebody changed the table without us: by SQL, or by a restored backup of it. */
    OUTSIDE
}
