package org.portalvoip.parameters;

/**
 * Fired whenever another set comes into force on this node: at the start, after the commit of a save, when another node
 * has saved or a backup was restored, and when the secret can be read again.
 *
 * @param parameters the set; switched off, whatever is stored, if it breaks a rule
 * @param revision see {@link StoredParameters#revision()}
 */
public record ParametersInForce(VoipParameters parameters, long revision) {}
