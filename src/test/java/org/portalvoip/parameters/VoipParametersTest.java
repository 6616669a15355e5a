package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules across parameters, and what a set is as a whole. */
class VoipParametersTest extends RulesOfASet {
    @Test
    void aCompleteSetIsRefusedNothing() {
        assertThat(broken()).isEmpty();
        assertThat(set().callable()).isTrue();
    }

    @Test
    void aFreshInstallationIsSoundAndSilent() {
        assertThat(VALIDATOR.validate(VoipParameters.INITIAL)).isEmpty();
        assertThat(VoipParameters.INITIAL.callable()).isFalse();
    }

    @Nested
    class Together {
        @ParameterizedTest
        @CsvSource({"SERVER", "DOMAIN", "PORT", "USER", "EXTENSION"})
        void switchedOnNothingMayBeMissing(Parameter parameter) {
            assertThat(brokenBy(parameter, null)).containsExactly("parameters." + parameter.number() + ".required");
            assertThat(set().callable()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"1", "2"})
        void approaches1And2NeedThePassword(String approach) {
            secret = null;
            assertThat(brokenBy(Parameter.REGISTRATION_APPROACH, approach)).containsExactly("parameters.328.required");
        }

        @Test
        void aGuestNeedsNoPasswordButAUser() {
            secret = null;
            assertThat(brokenBy(Parameter.REGISTRATION_APPROACH, "3")).isEmpty();
            assertThat(brokenBy(Parameter.USER, null)).containsExactly("parameters.327.required");
        }

        @Test
        void switchedOffEverythingMayBeMissing() {
            assertThat(VALIDATOR.validate(VoipParameters.of(
                            Map.of(Parameter.ACTIVE, "N", Parameter.REGISTRATION_APPROACH, "2"), null)))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "4", "x", "1 ", ""})
        void thereAreThreeApproaches(String approach) {
            values.put(Parameter.ACTIVE, "N");
            assertThat(brokenBy(Parameter.REGISTRATION_APPROACH, approach)).containsExactly("parameters.330.choice");
        }

        @ParameterizedTest
        @ValueSource(strings = {"X", "s", "SN", "true"})
        void storedIsOnlySOrN(String active) {
            assertThat(brokenBy(Parameter.ACTIVE, active)).containsExactly("parameters.323.flag");
        }
    }

    @Nested
    class Redirection {
        @ParameterizedTest
        @CsvSource({"SERVER,wss://evil.example", "DOMAIN,evil.example", "PORT,5062", "USER,daisy"})
        void aNewDestinationOfTheSecretIsNoticed(Parameter parameter, String value) {
            VoipParameters before = set();
            values.put(parameter, value);
            assertThat(set().redirectsSecretOf(before)).isTrue();
        }

        @Test
        void anotherExtensionIsNoNewDestination() {
            VoipParameters before = set();
            values.put(Parameter.EXTENSION, "0900");
            assertThat(set().redirectsSecretOf(before)).isFalse();
        }
    }

    @Test
    void printingASetTellsNoSecret() {
        assertThat(set().toString()).doesNotContain("lab-secret");
    }
}
