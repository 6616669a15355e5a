package org.portalvoip.parameters;

import java.io.Serializable;

/**
 * Something that whoever saved should know although nothing was refused.
 *
 * @param parameter where the sentence is to be shown
 * @param text the key of the sentence in the bundle
 */
public record Note(Parameter parameter, String text) implements Serializable {}
