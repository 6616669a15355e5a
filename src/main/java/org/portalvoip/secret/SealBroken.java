package org.portalvoip.secret;

/**
 * A payload cannot be opened, or a secret cannot be sealed, because the key file is lost, unreadable or a different
 * one, or because the payload was changed. The message is for the administrator: it names the remedy and contains no
 * secret.
 *
 * <p>This is a checked exception because everything except the secret works without the key.
 */
public class SealBroken extends Exception {
    SealBroken(String message) {
        super(message);
    }

    SealBroken(String message, Throwable cause) {
        super(message, cause);
    }
}
