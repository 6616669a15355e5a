package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a set tells of itself to those who use it. */
class WholeSetTest extends RulesOfASet {
    @Test
    void switchedOnIsNotYetCallable() {
        assertThat(brokenBy(Parameter.EXTENSION, null)).isNotEmpty();

        assertThat(set().switchedOn()).isTrue();
        assertThat(set().callable()).isFalse();
        assertThat(set().switchedOff().switchedOn()).isFalse();
    }

    @Test
    void switchingOffChangesNothingElse() {
        VoipParameters off = set().switchedOff();

        values.put(Parameter.ACTIVE, "N");
        assertThat(off).isEqualTo(set());
    }

    @ParameterizedTest
    @EnumSource
    void theApproachIsTheOneOf330(RegistrationApproach approach) {
        values.put(Parameter.REGISTRATION_APPROACH, approach.toString());

        assertThat(set().registrationApproach()).isEqualTo(approach);
    }

    /** A password is then not asked for: nobody knows whether one is needed. */
    @Test
    void withoutAnApproachInTheTableNobodyCalls() {
        VoipParameters complete = set();
        VoipParameters without = new VoipParameters(
                true,
                complete.servers(),
                complete.domain(),
                complete.port(),
                complete.user(),
                null,
                complete.extension(),
                null);

        assertThat(without.callable()).isFalse();
        assertThat(without.violations(Optional.empty()))
                .containsExactly(new Violation(Parameter.REGISTRATION_APPROACH, "parameters.330.required"));
    }

    @ParameterizedTest
    @CsvSource({
        "ws://janus.example, 1, 1",
        "http://janus.example/janus, 2, 1",
        "'wss://janus.example, ws://other.example', 1, 1",
        "wss://janus.example, 1, 0",
        "ws://127.0.0.1:8188, 1, 0",
        "ws://janus.example, 3, 0"
    })
    void aPasswordThatTravelsInClearIsAWarning(String server, String approach, int warnings) {
        values.put(Parameter.SERVER, server);
        values.put(Parameter.REGISTRATION_APPROACH, approach);

        assertThat(set().warnings()).hasSize(warnings).allMatch(note -> note.parameter() == Parameter.SERVER);
    }
}
