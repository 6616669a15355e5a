package org.portalvoip.login;

import jakarta.ejb.ApplicationException;

/** An act on an account was refused; nothing has changed. */
@ApplicationException(rollback = true)
public class RefusedAct extends Exception {
    /** Why; each has its sentence in the bundles. */
    public enum Reason {
        /** Nobody could sign in any more. */
        LAST,
        /** An administrator's own account. */
        OWN,
        /** There is an account of that name. */
        EXISTS,
        /** No account can have that name. */
        NAME,
        /** There is no account of that name. */
        GONE
    }

    private final Reason reason;

    RefusedAct(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
