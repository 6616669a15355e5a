package org.portalvoip.database;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.eclipse.persistence.sessions.DatasourceLogin;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;

/**
 * Makes EclipseLink log in even if its database is away, and lets a query then fail at once. EclipseLink would try twice
 * more, five seconds apart, while an administrator waits. Retries are not needed for connections that were cut
 * earlier, because each server's pool checks them.
 *
 * <p>This is a listener because EclipseLink has two interfaces for a session customizer, and 4.0.1 (Payara Server
 * 6.2025.9) accepts only the one that 5 (Payara Micro 7) no longer has.
 */
public class AbsentDatabase extends SessionEventAdapter {
    private final List<LateConnector> connectors = new CopyOnWriteArrayList<>();

    @Override
    public void preLogin(SessionEvent event) {
        ServerSession session = (ServerSession) event.getSession();
        session.getLogin().setQueryRetryAttemptCount(0);
        Stream.of(session.getDefaultConnectionPool(), session.getReadConnectionPool())
                .map(ConnectionPool::getLogin)
                .distinct()
                .forEach(login -> connectLate((DatasourceLogin) login));
    }

    private void connectLate(DatasourceLogin login) {
        LateConnector connector = new LateConnector(login.getConnector());
        login.setConnector(connector);
        connectors.add(connector);
    }

    @Override
    public void postLogin(SessionEvent event) {
        connectors.forEach(LateConnector::loggedIn);
    }
}
