package org.portalvoip.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalvoip.call.Drain;
import org.portalvoip.database.Database;
import org.portalvoip.database.Schema;
import org.portalvoip.janus.GatewayStatus;
import org.portalvoip.janus.GatewayStatus.State;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.parameters.ActiveParameters;
import org.portalvoip.parameters.Note;
import org.portalvoip.parameters.Parameter;
import org.portalvoip.parameters.ParametersWatch;
import org.portalvoip.parameters.Violation;
import org.portalvoip.secret.SealBroken;
import org.portalvoip.secret.SealBroken.Reason;
import org.portalvoip.start.Settings;
import org.portalvoip.web.DatabaseTrouble;

/**
 * What a monitor is told of the database, the parameters and the key. Longer than 200 lines, because each reason that a
 * node is not ready for is provoked.
 */
@SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
class ReadinessTest {
    private List<Violation> problems = List.of();
    private List<Note> warnings = List.of();
    private Reason sealBroken;
    private boolean hindered;
    private boolean draining;
    private boolean gatewayNeeded;
    private State gateway = State.OFF;
    private DatabaseTrouble refusal;

    private final Readiness readiness = new Readiness();

    @BeforeEach
    void connect() {
        readiness.start = new StartProgress();
        readiness.start.set(List.of(), Map.of());
        readiness.gateway = new JanusGateway(null) {
            @Override
            public GatewayStatus status() {
                return new GatewayStatus(gateway, null, null, null, null, Map.of(), 0);
            }
        };
        readiness.settings = new Settings() {
            @Override
            public boolean readyNeedsGateway() {
                return gatewayNeeded;
            }
        };
        readiness.drain = new Drain() {
            @Override
            public boolean hasBegun() {
                return draining;
            }
        };
        readiness.database = new Database() {
            @Override
            public boolean isExpected() {
                return true;
            }

            @Override
            public String product() {
                return "PostgreSQL";
            }
        };
        readiness.schema = new Schema() {
            @Override
            public String version() {
                return "2";
            }
        };
        readiness.parameters = new ParametersWatch() {
            @Override
            public Duration age() {
                return Duration.ZERO;
            }

            @Override
            public Optional<DatabaseTrouble> refusal() {
                return Optional.ofNullable(refusal);
            }
        };
        readiness.active = new ActiveParameters() {
            @Override
            public List<Violation> problems() {
                return problems;
            }

            @Override
            public List<Note> warnings() {
                return warnings;
            }

            @Override
            public Optional<SealBroken.Reason> sealBroken() {
                return Optional.ofNullable(sealBroken);
            }

            @Override
            public boolean isHindered() {
                return hindered;
            }
        };
    }

    @Test
    void whereAllIsWellEverythingIsUp() {
        assertThat(readiness.checks()).allMatch(Check::up);
        assertThat(reasons()).contains(entry("parameters", "health.parameters"));
    }

    @Test
    void aNodeThatIsBeingEmptiedIsDown() {
        draining = true;
        assertThat(down()).containsOnly(entry("drain", "health.drain"));
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTING", "DOWN"})
    void aNodeWithoutJanusIsDownOnlyWhereTheOperatorSaysSo(State state) {
        gateway = state;
        assertThat(down()).isEmpty();

        gatewayNeeded = true;
        assertThat(down()).containsOnlyKeys("gateway");
        assertThat(readiness.isUp()).isFalse();
    }

    @Test
    void whereCallsAreSwitchedOffNobodyNeedsJanus() {
        gatewayNeeded = true;
        assertThat(down()).isEmpty();
        assertThat(readiness.isUp()).isTrue();
    }

    @Test
    void aSetThatBreaksARuleIsDownAndSaysWhich() {
        hindered = true;
        problems = List.of(new Violation(Parameter.REGISTRATION_APPROACH, "parameters.330.choice", ""));

        assertThat(down())
                .containsOnly(
                        entry("parameters", "health.parameters.unusable"),
                        entry("parameter 330", "parameters.330.choice"));
    }

    @Test
    void aSecretToBeEnteredAgainIsDownOnlyWhereItHindersCalls() {
        sealBroken = Reason.CHANGED;
        problems = List.of(new Violation(Parameter.PASSWORD, "parameters.328.seal.changed", ""));
        assertThat(down()).isEmpty();
        assertThat(reasons()).contains(entry("parameter 328", "parameters.328.seal.changed"));

        hindered = true;
        assertThat(down()).containsKeys("parameters", "parameter 328");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CHANGED")
    void aNodeWithoutTheKeyOfItsDatabaseIsDown(Reason reason) {
        sealBroken = reason;
        problems = List.of(new Violation(Parameter.PASSWORD, "parameters.328.seal.foreign", ""));

        assertThat(down()).containsOnlyKeys("parameter 328");
    }

    @Test
    void aDatabaseThatTakesNoChangesIsDown() {
        refusal = DatabaseTrouble.READ_ONLY;

        assertThat(down()).containsOnly(entry("database", "health.database.READ_ONLY"));
    }

    @Test
    void aPasswordThatTravelsInClearIsSaid() {
        warnings = List.of(new Note(Parameter.SERVER, "parameters.324.clear"));

        assertThat(down()).isEmpty();
        assertThat(reasons()).contains(entry("encryption", "parameters.324.clear"));
    }

    @ParameterizedTest
    @EnumSource
    void eachReasonHasASentenceInEachLanguage(Reason reason) {
        String key = "parameters.328.seal." + reason.name().toLowerCase(Locale.ROOT);

        assertThat(Languages.ALL)
                .allSatisfy(language -> assertThat(Texts.of(language, key)).endsWith("."));
    }

    @ParameterizedTest
    @EnumSource(names = {"READ_ONLY", "RIGHTS", "TABLES"})
    void eachRefusalOfTheDatabaseHasItsSentencesInEachLanguage(DatabaseTrouble trouble) {
        for (String key : List.of("health.database." + trouble, "error." + trouble + ".text")) {
            assertThat(Languages.ALL)
                    .allSatisfy(language -> assertThat(Texts.of(language, key)).endsWith("."));
        }
        assertThat(trouble.isRefusal()).isTrue();
    }

    private Map<String, String> down() {
        return readiness.checks().stream()
                .filter(check -> !check.up())
                .collect(Collectors.toMap(Check::name, Check::reason));
    }

    private Map<String, String> reasons() {
        return readiness.checks().stream().collect(Collectors.toMap(Check::name, Check::reason));
    }
}
