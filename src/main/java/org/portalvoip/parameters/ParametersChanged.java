package org.portalvoip.parameters;

/**
 * Fired within the transaction of a save that changed something.
 *
 * @param parameters the set that results from the save
 * @param revision the number of that set: another number means another set, and usually a higher one a newer set
 * @param order is higher for each later save on this node, even if the commits are reported in another order
 */
public record ParametersChanged(VoipParameters parameters, long revision, long order) {}
