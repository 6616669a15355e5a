package org.portalvoip.parameters;

import java.util.List;

/**
 * What a save has stored, read within its own transaction: whoever saves next may already have changed it again.
 *
 * @param rows all rows by number, with their new versions
 * @param changed the parameters whose values this save changed, in order; empty when all were already stored
 * @param notes what the user should know although nothing was refused
 */
public record Saved(List<ParameterRow> rows, List<Parameter> changed, List<Note> notes) {}
