package org.portalvoip.secret;

/**
 * A sealed secret.
 *
 * @param payload as {@link SecretBox#open} takes it
 * @param key the key that has sealed it
 */
public record Sealed(String payload, KeyPrint key) {}
