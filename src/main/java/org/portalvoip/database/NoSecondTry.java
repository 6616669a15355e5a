package org.portalvoip.database;

import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;

/**
 * Lets a query fail at once when its database is away. EclipseLink would try twice more, five seconds apart, while an
 * administrator waits. Retries are not needed for connections that were cut earlier, because each server's pool
 * checks them.
 *
 * <p>This is a listener because EclipseLink has two interfaces for a session customizer, and 4.0.1 (Payara Server
 * 6.2025.9) accepts only the one that 5 (Payara Micro 7) no longer has.
 */
public class NoSecondTry extends SessionEventAdapter {
    @Override
    public void preLogin(SessionEvent event) {
        event.getSession().getLogin().setQueryRetryAttemptCount(0);
    }
}
