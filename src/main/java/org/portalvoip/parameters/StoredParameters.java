package org.portalvoip.parameters;

/**
 * What the database has.
 *
 * @param set the set; without secret when that cannot be read
 * @param revision see {@link ParametersChanged#revision()}
 * @param unreadable why the secret cannot be read, for the administrator; empty when it can, or there is none
 */
public record StoredParameters(WrittenSet set, long revision, String unreadable) {}
