package org.portalvoip.diagnosis.connection;

/** How a step went, from best to worst. */
public enum Verdict {
    GOOD,
    /** Calls may work, but something should be changed. */
    WARNING,
    /** No call can work like this. */
    BAD
}
