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
 * Brings the server's default data source to the newest schema before anything else of the WAR reads it. A migration
 * that fails fails the deployment: a half-built schema serves nobody.
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

    /** The number of the newest migration, which is in place: without it there is no application. */
    public String version() {
        return version;
    }
}
