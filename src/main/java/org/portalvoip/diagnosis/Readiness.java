package org.portalvoip.diagnosis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.portalvoip.call.Drain;
import org.portalvoip.database.Database;
import org.portalvoip.database.Schema;
import org.portalvoip.janus.GatewayStatus;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.parameters.ActiveParameters;
import org.portalvoip.parameters.ParametersWatch;
import org.portalvoip.secret.SealBroken.Reason;
import org.portalvoip.start.Settings;
import org.portalvoip.web.DatabaseTrouble;

/** What a node needs to serve both callers and administrators. */
@ApplicationScoped
class Readiness {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    /** The name of the check whose answer need not say whether calls go through. */
    static final String GATEWAY = "gateway";

    @Inject
    StartProgress start;

    @Inject
    Database database;

    @Inject
    Schema schema;

    @Inject
    ParametersWatch parameters;

    @Inject
    ActiveParameters active;

    @Inject
    JanusGateway gateway;

    @Inject
    Drain drain;

    @Inject
    Settings settings;

    /** Whether everything is up. */
    boolean isUp() {
        return checks().stream().allMatch(Check::up);
    }

    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        start.failures().forEach((step, reason) -> checks.add(new Check(step, false, "health.start", reason)));
        if (checks.isEmpty()) {
            checks.addAll(List.of(database(), migrations(), parameters()));
            checks.addAll(problems());
        }
        if (drain.hasBegun()) {
            checks.add(new Check("drain", false, "health.drain"));
        }
        active.warnings().forEach(note -> checks.add(new Check("encryption", true, note.text())));
        checks.add(gateway());
        return checks;
    }

    private Check database() {
        Optional<DatabaseTrouble> refusal = parameters.refusal();
        if (refusal.isPresent()) {
            return new Check("database", false, "health.database." + refusal.get());
        }
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
        if (age.compareTo(LONGEST_SILENCE) > 0) {
            return new Check("parameters", false, "health.parameters.stale", age.toSeconds());
        }
        return active.isHindered()
                ? new Check("parameters", false, "health.parameters.unusable")
                : new Check("parameters", true, "health.parameters");
    }

    /** Only for information if the secret has to be entered again, and no call needs it. */
    private List<Check> problems() {
        boolean up = !active.isHindered()
                && active.sealBroken()
                        .filter(reason -> reason != Reason.CHANGED)
                        .isEmpty();
        return active.problems().stream()
                .map(problem -> new Check(
                        "parameter " + problem.parameter().number(),
                        up,
                        problem.text(),
                        problem.part().isEmpty() ? List.of() : List.of(problem.part())))
                .toList();
    }

    /**
     * For information, unless {@code voip.ready-needs-gateway}: without Janus nobody can call, but another node could seldom
     * help, because it has the same Janus.
     */
    private Check gateway() {
        GatewayStatus status = gateway.status();
        boolean needed = settings.readyNeedsGateway();
        return switch (status.state()) {
            case OFF -> new Check(GATEWAY, true, "health.gateway.off");
            case CONNECTING -> new Check(GATEWAY, !needed, "health.gateway.connecting");
            case UP ->
                new Check(GATEWAY, true, "health.gateway.up", status.server().toString());
            case DOWN -> new Check(GATEWAY, !needed, "health.gateway.down", GatewayView.words(status));
        };
    }
}
