package org.portalvoip.parameters;

import jakarta.ejb.ApplicationException;
import java.util.List;

/** A save was refused because somebody else saved since the values were read; nothing of it was saved. */
@ApplicationException(rollback = true)
public class StaleParameters extends Exception {
    private final transient List<ParameterRow> rows;
    private final transient List<ParameterRow> changes;

    StaleParameters(List<ParameterRow> rows, List<ParameterRow> changes) {
        super("Saved meanwhile by somebody else: "
                + changes.stream().map(ParameterRow::parameter).toList());
        this.rows = rows;
        this.changes = changes;
    }

    /** All rows by number as the refused save found them, detached. */
    public List<ParameterRow> rows() {
        return rows;
    }

    /** The rows that have changed in the meantime, with who and when; detached, never empty. */
    public List<ParameterRow> changes() {
        return changes;
    }
}
