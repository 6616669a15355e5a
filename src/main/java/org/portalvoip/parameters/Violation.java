package org.portalvoip.parameters;

import java.io.Serializable;

/**
 * A rule that a value breaks.
 *
 * @param parameter where the sentence is to be shown
 * @param text the key of the sentence in the bundle; the sentence never repeats the value
 */
public record Violation(Parameter parameter, String text) implements Serializable {}
