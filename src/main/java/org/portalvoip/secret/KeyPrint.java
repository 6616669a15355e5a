package org.portalvoip.secret;

/**
 * The name and the fingerprint of a key, by which nodes recognise that they have the same one.
 *
 * @param id at most 32 letters, digits, hyphens and underscores
 * @param fingerprint 32 hexadecimal digits
 */
public record KeyPrint(String id, String fingerprint) {}
