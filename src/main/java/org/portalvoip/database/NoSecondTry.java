package org.portalvoip.database;

import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;

/**
 * Lets a query fail at once when its database is away. EclipseLink would try twice more, five seconds apart, while an
 * administrator waits; a connection that was cut before is no reason to, because each server's pool checks it.
 *
 * <p>A listener, because of EclipseLink's two interfaces for a session customizer 4.0.1 (Payara Server 6.2025.9) accepts
 * only the one that 5 (Payara Micro 7) no longer has.
 */
public class NoSecondTry extends SessionEventAdapter {
    @Override
    public void preLogin(SessionEvent event) {
        event.getSession().getLogin().setQueryRetryAttemptCount(0);
    }
}
