package org.portalvoip.database;

import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * Lets a query fail at once when its database is away. EclipseLink would try twice more, five seconds apart, while an
 * administrator waits; a connection that was cut before is no reason to, because each server's pool checks it.
 */
public class NoSecondTry implements SessionCustomizer {
    @Override
    public void customize(Session session) {
        session.getLogin().setQueryRetryAttemptCount(0);
    }
}
