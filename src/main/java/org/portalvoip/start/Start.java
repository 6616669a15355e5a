package org.portalvoip.start;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.portalvoip.call.Calls;
import org.portalvoip.call.Telephone;
import org.portalvoip.database.Database;
import org.portalvoip.database.Schema;
import org.portalvoip.diagnosis.StartProgress;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.login.FirstAdmin;
import org.portalvoip.parameters.DatabaseKey;
import org.portalvoip.parameters.FixedParameters;
import org.portalvoip.parameters.ParametersWatch;
import org.portalvoip.secret.DataFolder;

/**
 * How a node starts and stops: {@link #steps()} and {@link #stop()}, from top to bottom. A step that fails is reported in
 * one sentence and tried again until it succeeds; it never makes the deployment fail, and whatever does not depend on it
 * works in the meantime.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class Start {
    private static final Logger LOG = System.getLogger(Start.class.getName());
    private static final int SECONDS_TO_NEXT_TRY = 5;

    @Inject
    Settings settings;

    @Inject
    FixedParameters fixedParameters;

    @Inject
    DataFolder dataFolder;

    @Inject
    Schema schema;

    @Inject
    Database database;

    @Inject
    DatabaseKey key;

    @Inject
    FirstAdmin firstAdmin;

    @Inject
    ParametersWatch parameters;

    @Inject
    Telephone telephone;

    @Inject
    Calls calls;

    @Inject
    JanusGateway gateway;

    @Inject
    StartProgress progress;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private final Set<String> done = new LinkedHashSet<>();
    private Map<String, String> failures = Map.of();
    private volatile ScheduledFuture<?> nextTry;
    private volatile boolean stopping;

    private List<Step> steps() {
        return List.of(
                Step.of("settings", this::reportProblems),
                Step.of("data folder", dataFolder::prepare),
                Step.of("schema", schema::migrate),
                Step.of("database", database::identify, "schema"),
                Step.of("key", key::prepare, "data folder", "schema"),
                Step.of("first administrator", firstAdmin::ensure, "schema", "data folder"),
                Step.of("parameters", parameters::start, "schema"),
                Step.of("gateway", telephone::start, "parameters"),
                Step.of("calls", calls::share, "parameters"),
                Step.of("announcement", firstAdmin::announce, "key", "first administrator", "gateway"));
    }

    @PostConstruct
    void begin() {
        takeSteps();
    }

    /** The calls end before the gateway does, so that callers learn that the server stops, and not that the gateway was lost. */
    @PreDestroy
    void stop() {
        stopping = true;
        if (nextTry != null) {
            nextTry.cancel(false);
        }
        parameters.stop();
        calls.stop();
        gateway.close();
    }

    private void takeSteps() {
        Map<String, String> failed = new TreeMap<>();
        for (Step step : steps()) {
            if (!done.contains(step.name()) && done.containsAll(step.needs())) {
                take(step, failed);
            }
        }
        failures = failed;
        progress.set(done, failed);
        if (!failed.isEmpty() && !stopping) {
            nextTry = scheduler.schedule(this::takeSteps, SECONDS_TO_NEXT_TRY, TimeUnit.SECONDS);
        }
    }

    private void take(Step step, Map<String, String> failed) {
        try {
            step.action().run();
            done.add(step.name());
            if (failures.containsKey(step.name())) {
                LOG.log(Level.INFO, "Start step succeeded after a retry: {0}", step.name());
            }
        } catch (Exception e) {
            String sentence = FailedStep.sentence(e);
            failed.put(step.name(), sentence);
            if (!sentence.equals(failures.get(step.name()))) {
                LOG.log(
                        Level.ERROR,
                        "Start step failed, trying again every " + SECONDS_TO_NEXT_TRY + " s: " + step.name() + ": "
                                + sentence);
            }
            LOG.log(Level.DEBUG, "The step " + step.name() + " failed", e);
        }
    }

    private void reportProblems() {
        Stream.concat(settings.problems().stream(), fixedParameters.problems().stream())
                .forEach(problem -> LOG.log(Level.WARNING, problem.sentence()));
    }
}
