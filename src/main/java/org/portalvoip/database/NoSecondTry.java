package org.portalvoip.database;

import org.eclipse.persistence.config.SessionCustomizer;
import org.eclipse.persistence.sessions.Session;

/**
 * Lets a query fail at once when its database is away. EclipseLink would try twice more, five seconds apart, while an
 * administrator waits; a connection that was cut before is no reason to, because each server's pool checks it.
 *
 * <p>Payara Server 6.2025.9 brings EclipseLink 4.0.1, which has only the older of the two customizers.
 */
@SuppressWarnings("removal")
public class NoSecondTry implements SessionCustomizer {
    @Override
    public void customize(Session session) {
        session.getLogin().setQueryRetryAttemptCount(0);
    }
}
