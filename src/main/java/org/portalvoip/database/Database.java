package org.portalvoip.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.portalvoip.start.Settings;

/**
 * Which product the server's default data source leads to, and whether it is the one that MicroProfile Config
 * {@code voip.expected-database} names, ignoring case. Payara keeps its own H2 when a command that should set up
 * another database fails, and this must not go unnoticed.
 */
@Named
@ApplicationScoped
public class Database {
    private static final Logger LOG = System.getLogger(Database.class.getName());
    private static final String EMBEDDED = "H2";

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    @Inject
    Settings settings;

    private volatile String product;
    private volatile String version;

    /**
     * Asks the database what it is, and says in the log what an operator should know about that.
     *
     * @throws SQLException when it cannot be asked
     */
    public void identify() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            version = connection.getMetaData().getDatabaseProductVersion();
            product = connection.getMetaData().getDatabaseProductName();
        }
        if (!isExpected()) {
            LOG.log(
                    Level.ERROR,
                    "The database is {0}, but voip.expected-database says {1}. What is saved now goes to another database"
                            + " than you expect: find out why the server''s data source was not set up.",
                    product,
                    expected().get());
        } else if (isEmbeddedByDefault()) {
            LOG.log(
                    Level.WARNING,
                    "The database is {0}, embedded in the server: suitable for a trial. voip.expected-database={0}"
                            + " says that you want it, and silences this line.",
                    product);
        } else {
            LOG.log(Level.INFO, "The database is {0}", product);
        }
    }

    /** The product's name as its driver reports it, such as {@code PostgreSQL}; null until it was asked. */
    public String product() {
        return product;
    }

    /** The product's version as its driver reports it; null until it was asked. */
    public String version() {
        return version;
    }

    /** Whether the database is the expected one; true when none is expected, or the database was not asked yet. */
    public boolean isExpected() {
        return product == null || expected().isEmpty() || expected().get().equalsIgnoreCase(product);
    }

    /** The expected product; empty when any product is accepted. */
    public Optional<String> expected() {
        return settings.expectedDatabase();
    }

    /** The key of the warning about this database for the administrator; null when there is none. */
    public String getWarning() {
        if (!isExpected()) {
            return "database.unexpected";
        }
        return isEmbeddedByDefault() ? "database.embedded" : null;
    }

    private boolean isEmbeddedByDefault() {
        return expected().isEmpty() && EMBEDDED.equals(product);
    }
}
