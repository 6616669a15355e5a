package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.secret.Secret;
import org.portalvoip.testing.SampleParameters;
import org.portalvoip.testing.server.TestedWar;

/** The EJB within the server, on its data source and with its JPA provider. */
@Tag("essential")
@Tag("database")
@ArquillianTest
class ParametersIT {
    private static final Map<Parameter, String> COMPLETE = SampleParameters.withoutSecret();

    @Deployment
    static WebArchive war() {
        return TestedWar.with(SampleParameters.class);
    }

    @Inject
    Parameters parameters;

    @Inject
    ActiveParameters active;

    @BeforeEach
    void freshInstallation() throws Exception {
        Map<Parameter, String> values = new EnumMap<>(Parameter.class);
        for (Parameter parameter : Parameter.values()) {
            if (parameter != Parameter.PASSWORD) {
                values.put(parameter, parameter.defaultValue());
            }
        }
        parameters.save(new Submission(values, SecretAct.REMOVE, null, Map.of()), "test");
    }

    @Test
    void whatIsSavedIsFoundAndInForceAtOnce() throws Exception {
        Saved saved = parameters.save(complete("lab"), "one");

        assertThat(saved.changed()).hasSize(7).doesNotContain(Parameter.REGISTRATION_APPROACH);
        assertThat(row(Parameter.EXTENSION).setting()).isEqualTo("0800");
        assertThat(row(Parameter.EXTENSION).changedBy()).isEqualTo("one");
        assertThat(active.current().callable()).isTrue();
        assertThat(active.current().password().reveal()).isEqualTo("lab");
    }

    @Test
    void theSecretIsSealedInTheDatabase() throws Exception {
        parameters.save(complete("lab-secret"), "one");

        assertThat(row(Parameter.PASSWORD).setting()).startsWith("v2:").doesNotContain("lab-secret");
    }

    @Test
    void oneBrokenRuleRollsBackAllEight() throws Exception {
        parameters.save(complete("lab"), "one");
        Map<Parameter, String> values = new HashMap<>(COMPLETE);
        values.put(Parameter.EXTENSION, "0900");
        values.put(Parameter.PORT, "65536");

        assertThatThrownBy(() -> parameters.save(new Submission(values, SecretAct.KEEP, null, Map.of()), "two"))
                .isInstanceOfSatisfying(InvalidParameters.class, refusal -> assertThat(refusal.violations())
                        .contains(new Violation(Parameter.PORT, "parameters.326.range")));

        assertThat(row(Parameter.EXTENSION).setting()).isEqualTo("0800");
        assertThat(row(Parameter.EXTENSION).changedBy()).isEqualTo("one");
        assertThat(active.current().extension().number()).isEqualTo("0800");
    }

    @Test
    void theLaterOfTwoSavesIsRefusedAndTold() throws Exception {
        Map<Parameter, Integer> seen = versions();
        parameters.save(complete("lab"), "one");
        var late = new Submission(Map.of(Parameter.EXTENSION, "0900"), SecretAct.KEEP, null, seen);

        assertThatThrownBy(() -> parameters.save(late, "two"))
                .isInstanceOfSatisfying(StaleParameters.class, refusal -> assertThat(refusal.changes())
                        .hasSize(7)
                        .allSatisfy(row -> assertThat(row.changedBy()).isEqualTo("one")));

        assertThat(row(Parameter.EXTENSION).setting()).isEqualTo("0800");
    }

    @Test
    void savingTheSameAgainChangesNothing() throws Exception {
        parameters.save(complete("lab"), "one");

        Saved again = parameters.save(new Submission(COMPLETE, SecretAct.KEEP, null, Map.of()), "two");
        assertThat(again.changed()).isEmpty();

        assertThat(row(Parameter.EXTENSION).changedBy()).isEqualTo("one");
    }

    @Test
    void anotherServerNeverGetsTheSecretThatWasTypedForTheFirst() throws Exception {
        parameters.save(complete("lab"), "one");
        var redirect = new Submission(Map.of(Parameter.DOMAIN, "evil.example"), SecretAct.KEEP, null, Map.of());

        assertThatThrownBy(() -> parameters.save(redirect, "two"))
                .isInstanceOfSatisfying(InvalidParameters.class, refusal -> assertThat(refusal.violations())
                        .containsExactly(new Violation(Parameter.PASSWORD, "parameters.328.retype")));
    }

    @Test
    void ofManyWhoSaveAtOnceFromOneReadingExactlyOneWins() throws Exception {
        parameters.save(complete("lab"), "one");
        Map<Parameter, Integer> seen = versions();
        List<Callable<Boolean>> saves = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    try {
                        Map<Parameter, String> values = Map.of(Parameter.EXTENSION, "090" + i);
                        parameters.save(new Submission(values, SecretAct.KEEP, null, seen), "racer" + i);
                        return true;
                    } catch (StaleParameters e) {
                        return false;
                    }
                })
                .toList();

        int won = 0;
        ExecutorService racers = Executors.newFixedThreadPool(saves.size());
        try {
            for (Future<Boolean> save : racers.invokeAll(saves)) {
                won += save.get() ? 1 : 0;
            }
        } finally {
            racers.shutdownNow();
        }

        assertThat(won).isEqualTo(1);
        assertThat(active.current().extension().number())
                .isEqualTo(row(Parameter.EXTENSION).setting());
    }

    @Test
    void eachOfManyWhoSaveAtOnceIsAnsweredWithWhatHeSavedHimself() throws Exception {
        parameters.save(complete("lab"), "one");
        List<Callable<Boolean>> saves = IntStream.range(0, 200)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    Saved saved = parameters.save(
                            new Submission(Map.of(Parameter.EXTENSION, "" + i), SecretAct.KEEP, null, Map.of()), "one");
                    return saved.rows().stream()
                            .filter(row -> row.parameter() == Parameter.EXTENSION)
                            .allMatch(row -> row.setting().equals("" + i));
                })
                .toList();

        int own = 0;
        // Not more at a time: nobody is next in H2, and whoever is not among a hundred others has waited too long.
        ExecutorService racers = Executors.newFixedThreadPool(4);
        try {
            for (Future<Boolean> save : racers.invokeAll(saves)) {
                own += save.get() ? 1 : 0;
            }
        } finally {
            racers.shutdownNow();
        }

        assertThat(own).isEqualTo(saves.size());
        assertThat(active.current().password().reveal()).isEqualTo("lab");
    }

    private static Submission complete(String secret) {
        return new Submission(COMPLETE, SecretAct.REPLACE, new Secret(secret), Map.of());
    }

    private Map<Parameter, Integer> versions() {
        Map<Parameter, Integer> versions = new EnumMap<>(Parameter.class);
        parameters.rows().forEach(row -> versions.put(row.parameter(), row.version()));
        return versions;
    }

    private ParameterRow row(Parameter parameter) {
        return parameters.rows().stream()
                .filter(row -> row.parameter() == parameter)
                .findFirst()
                .orElseThrow();
    }
}
