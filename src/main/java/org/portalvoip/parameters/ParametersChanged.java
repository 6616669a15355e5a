package org.portalvoip.parameters;

import java.util.List;

/**
 * Fired within the transaction of a save that changed something.
 *
 * @param parameters the set as it is from this save on
 * @param edition grows with each save; of two sets the one with the greater edition is the newer
 * @param changed what this save changed, never empty
 * @param by who saved
 */
public record ParametersChanged(VoipParameters parameters, long edition, List<Parameter> changed, String by) {}
