package org.portalvoip.parameters;

/** What a save does to the secret of 328. */
public enum SecretAct {
    KEEP,
    REPLACE,
    REMOVE
}
