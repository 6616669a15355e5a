package org.portalvoip.parameters;

/**
 * Fired within the transaction of a save that changed something.
 *
 * @param parameters the set as it is from this save on
 * @param revision the number of that set; another number is another set, and usually a greater one a newer set
 * @param order grows from save to save on this node, whatever order their commits are reported in
 */
public record ParametersChanged(VoipParameters parameters, long revision, long order) {}
