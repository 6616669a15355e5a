package org.portalvoip.janus;

/**
 * Where something of ours is at Janus: what another node needs to go on with it.
 *
 * @param server the address through which it was made; its ids mean nothing to another Janus
 * @param session id of the session
 * @param handle id of the handle
 */
public record JanusPlace(JanusAddress server, long session, long handle) {}
