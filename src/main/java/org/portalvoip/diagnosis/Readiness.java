package org.portalvoip.diagnosis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.portalvoip.database.Database;
import org.portalvoip.database.Schema;
import org.portalvoip.parameters.ActiveParameters;

/** What a node needs to serve both callers and administrators. */
@ApplicationScoped
class Readiness {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    @Inject
    Database database;

    @Inject
    Schema schema;

    @Inject
    ActiveParameters parameters;

    List<Check> checks() {
        return List.of(database(), migrations(), parameters());
    }

    private Check database() {
        return database.isExpected()
                ? new Check("database", true, "health.database", database.product())
                : new Check(
                        "database",
                        false,
                        "health.database.unexpected",
                        database.product(),
                        database.expected().orElseThrow());
    }

    private Check migrations() {
        return new Check("migrations", true, "health.migrations", schema.version());
    }

    /** The last set stays in force while the database is away: calls go on, but nobody can sign in or save. */
    private Check parameters() {
        Duration age = parameters.age();
        return age.compareTo(LONGEST_SILENCE) <= 0
                ? new Check("parameters", true, "health.parameters")
                : new Check("parameters", false, "health.parameters.stale", age.toSeconds());
    }
}
