package org.portalvoip.parameters;

/**
 * The parameters as they are stored.
 *
 * @param set the set; without its secret when that cannot be read
 * @param revision see {@link ParametersChanged#revision()}
 * @param unreadable why the secret cannot be read, for the administrator; empty when it can be read or there is none
 */
public record StoredParameters(WrittenSet set, long revision, String unreadable) {}
