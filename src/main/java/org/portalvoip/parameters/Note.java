package org.portalvoip.parameters;

import java.io.Serializable;

/**
 * Something that the user should know after a save although nothing was refused.
 *
 * @param parameter where to show the sentence
 * @param text the key of the sentence in the bundle
 */
public record Note(Parameter parameter, String text) implements Serializable {}
