package org.portalvoip.secret;

/**
 * A sealed text cannot be opened, or none can be sealed, because the key file is lost, unreadable or another one, or
 * because the payload was changed. The message is for the administrator: it names the remedy and holds no secret.
 *
 * <p>It is a checked exception because everything but the secret goes on working without the key.
 */
public class SealBroken extends Exception {
    SealBroken(String message) {
        super(message);
    }

    SealBroken(String message, Throwable cause) {
        super(message, cause);
    }
}
