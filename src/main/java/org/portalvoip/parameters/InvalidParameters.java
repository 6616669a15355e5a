package org.portalvoip.parameters;

import jakarta.ejb.ApplicationException;
import java.util.List;

/** A set of parameters was refused because it breaks rules; nothing of it was saved. */
@ApplicationException(rollback = true)
public class InvalidParameters extends Exception {
    private final transient List<Violation> violations;

    InvalidParameters(List<Violation> violations) {
        super("Refused: " + violations);
        this.violations = violations;
    }

    /** Every broken rule, in the order of the parameters; never empty. */
    public List<Violation> violations() {
        return violations;
    }
}
