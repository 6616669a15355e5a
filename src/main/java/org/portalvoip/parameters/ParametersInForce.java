package org.portalvoip.parameters;

/**
 * Fired whenever this node takes another set into force: at the start, after the commit of a save, when another node has
 * saved, when the database was restored, and when a secret that could not be read can be read again.
 *
 * @param parameters the set from now on; switched off, whatever is stored, when it breaks a rule
 * @param revision see {@link ParametersChanged#revision()}
 */
public record ParametersInForce(VoipParameters parameters, long revision) {}
