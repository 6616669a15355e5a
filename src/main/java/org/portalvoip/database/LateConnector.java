package org.portalvoip.database;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.sessions.Connector;
import org.eclipse.persistence.sessions.Session;

/**
 * Lets EclipseLink log in although the database is away. It connects once at login, and Payara makes it do so while it
 * deploys: the application would not be deployed, and would still be missing when the database is back.
 *
 * <p>Until {@link #loggedIn()}, a failed connection is replaced by one that can only be closed. EclipseLink uses it for
 * nothing else, since {@code eclipselink.target-database} spares it the question which database this is.
 */
final class LateConnector implements Connector {
    private static final long serialVersionUID = 1;

    private final Connector connector;
    private volatile boolean loggedIn;

    LateConnector(Connector connector) {
        this.connector = connector;
    }

    void loggedIn() {
        loggedIn = true;
    }

    @Override
    public Connection connect(Properties properties, Session session) {
        try {
            return connector.connect(properties, session);
        } catch (DatabaseException away) {
            // The start asks the database, too, and tells the operator what is wrong.
            if (loggedIn) {
                throw away;
            }
            return standIn();
        }
    }

    private static Connection standIn() {
        return (Connection) Proxy.newProxyInstance(
                LateConnector.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "close" -> null;
                        case "isClosed" -> false;
                        default -> throw new SQLException("The database was away when EclipseLink logged in");
                    };
                });
    }

    /** EclipseLink copies a login together with its connector; the copies shall learn of {@link #loggedIn()}, too. */
    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public Object clone() {
        return this;
    }

    @Override
    public void toString(java.io.PrintWriter writer) {
        connector.toString(writer);
    }

    @Override
    public String getConnectionDetails() {
        return connector.getConnectionDetails();
    }
}
