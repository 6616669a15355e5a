package org.portalvoip.database;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Migrates the server's default data source to the newest schema before anything else of the WAR reads it. A failed
 * migration fails the deployment, because nothing works with half a schema.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Schema {
    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    @Inject
    Event<SchemaReady> ready;

    private String version;

    @PostConstruct
    void migrate() {
        Flyway flyway = Flyway.configure()
                .dataSource(dataSource)
                .table("voip_schema_history")
                .load();
        flyway.migrate();
        version = flyway.info().current().getVersion().getVersion();
        ready.fire(new SchemaReady());
    }

    /** The number of the newest migration; it has been applied, because the application does not start without it. */
    public String version() {
        return version;
    }
}
