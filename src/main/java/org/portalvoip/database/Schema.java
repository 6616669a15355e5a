package org.portalvoip.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables in the server's default data source. */
@ApplicationScoped
public class Schema {
    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    private volatile String version;

    /**
     * Brings the tables to the newest form, beside whatever else stands in the same schema. A migration that fails is
     * taken back where the database can do that, and may be tried again.
     */
    public void migrate() {
        Flyway flyway = Flyway.configure()
                .dataSource(dataSource)
                .table("voip_schema_history")
                // Tables of others are no reason to refuse, and version 0 leaves all of ours to be made.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
        flyway.migrate();
        version = flyway.info().current().getVersion().getVersion();
    }

    /** The number of the newest migration, once it is in place; null before. */
    public String version() {
        return version;
    }
}
