package org.portalvoip.parameters;

/**
 * Fired within the transaction of a save that changed something.
 *
 * @param stored what is stored when the transaction is committed
 * @param order is higher for each later save on this node, even if the commits are reported in another order
 */
public record ParametersChanged(StoredParameters stored, long order) {}
