package org.portalvoip.diagnosis.connection;

import java.util.List;

/**
 * One thing that was found.
 *
 * @param arguments what the sentence of the finding names
 * @param words the far side's own words; empty if it had none; never with a secret
 */
public record Remark(Finding finding, List<String> arguments, String words) {}
