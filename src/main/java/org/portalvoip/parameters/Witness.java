package org.portalvoip.parameters;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Sees to it that each content of the rows, as looks find it, is told once. A failure is said once and tried again half a
 * minute later: it must neither fill the log nor keep the looks from their work.
 */
final class Witness {
    static final int LOOKS_TO_NEXT_TRY = 60;

    private static final Logger LOG = System.getLogger(Witness.class.getName());

    private List<String> told = List.of();
    private List<String> failed = List.of();
    private int pause;

    /** @param rows see {@link ParametersWatch#storedRows} */
    void look(List<String> rows, Runnable tell) {
        if (rows.equals(told) || pause-- > 0) {
            return;
        }
        try {
            tell.run();
            told = rows;
            pause = 0;
        } catch (RuntimeException e) {
            pause = LOOKS_TO_NEXT_TRY;
            if (!rows.equals(failed)) {
                LOG.log(Level.WARNING, "Whether somebody else has changed the parameters cannot be recorded now", e);
            }
            failed = rows;
        }
    }
}
