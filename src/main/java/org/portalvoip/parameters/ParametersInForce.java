package org.portalvoip.parameters;

/**
 * Fired whenever this node takes a newer set into force: at start, after the commit of a save, and when another node
 * has saved.
 *
 * @param parameters the set from now on
 * @param edition see {@link ParametersChanged#edition()}
 */
public record ParametersInForce(VoipParameters parameters, long edition) {}
