package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.secret.Secret;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.SipRoute;
import org.portalvoip.sip.SipRoute.Transport;

/** The rules across parameters, and what a set is as a whole. */
class VoipParametersTest extends RulesOfASet {
    @Test
    void aCompleteSetIsRefusedNothing() {
        assertThat(broken()).isEmpty();
        assertThat(set().callable()).isTrue();
    }

    @Test
    void aFreshInstallationIsSoundAndSilent() {
        assertThat(VoipParameters.INITIAL.violations(Optional.empty())).isEmpty();
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
            assertThat(new WrittenSet(
                                    Map.of(Parameter.ACTIVE, "N", Parameter.REGISTRATION_APPROACH, "2"),
                                    null,
                                    Optional.empty())
                            .violations())
                    .isEmpty();
        }

        @Test
        void whatCannotBeReadIsNotAlsoMissing() {
            assertThat(brokenBy(Parameter.USER, "a,b")).containsExactly("parameters.327.character");
        }
    }

    @Nested
    class Password {
        @ParameterizedTest
        @CsvSource({"1,parameters.328.colon", "2,", "3,"})
        void aColonNeedsAnotherApproach(String approach, String sentence) {
            values.put(Parameter.REGISTRATION_APPROACH, approach);
            assertThat(brokenBySecret("a:b")).isEqualTo(sentence == null ? List.of() : List.of(sentence));
        }

        @ParameterizedTest
        @CsvSource({"1,99,", "1,100,parameters.328.bytes", "2,255,", "2,256,parameters.328.long", "3,255,"})
        void bytesAreCounted(String approach, int bytes, String sentence) {
            values.put(Parameter.REGISTRATION_APPROACH, approach);
            assertThat(brokenBySecret("p".repeat(bytes))).isEqualTo(sentence == null ? List.of() : List.of(sentence));
        }

        @Test
        void aMaskIsNoPassword() {
            assertThat(brokenBySecret("**********")).containsExactly("parameters.328.mask");
        }

        @Test
        void domainUserAndPasswordFitTogether() {
            values.put(Parameter.USER, "u".repeat(99));
            secret = new Secret("p".repeat(99));
            assertThat(brokenBy(Parameter.DOMAIN, "d".repeat(46))).isEmpty();
            assertThat(brokenBy(Parameter.DOMAIN, "d".repeat(47))).containsExactly("parameters.325.credentials");
        }

        /** What Janus writes is the realm of the challenge, so a short domain does not help a long realm. */
        @Test
        void aRealmThatIsNotTheDomainCountsInItsPlace() {
            values.put(Parameter.USER, "u".repeat(99));
            secret = new Secret("p".repeat(99));
            realm = Optional.of("r".repeat(46));
            assertThat(brokenBy(Parameter.DOMAIN, "d".repeat(47))).isEmpty();
            realm = Optional.of("r".repeat(47));
            assertThat(brokenBy(Parameter.DOMAIN, "d")).containsExactly("parameters.327.credentials");
        }

        /** Under approach 2 the account carries the HA1 of the realm that is asked, whatever the password contains. */
        @Test
        void approach2WorksWithAnyRealm() {
            values.put(Parameter.REGISTRATION_APPROACH, "2");
            secret = new Secret("a:b");
            assertThat(set().account(Optional.of("asterisk"), new SipRoute(Transport.UDP))
                            .credential())
                    .isEqualTo(Credential.Ha1.of("goofy", "asterisk", "a:b"));
        }
    }

    @Nested
    class Redirection {
        @ParameterizedTest
        @CsvSource({"SERVER,wss://evil.example", "DOMAIN,evil.example", "PORT,5062", "USER,daisy"})
        void aNewDestinationOfTheSecretIsNoticed(Parameter parameter, String value) {
            VoipParameters before = set();
            values.put(parameter, value);
            assertThat(set().leadsElsewhereThan(before)).isTrue();
        }

        @Test
        void anotherExtensionIsNoNewDestination() {
            VoipParameters before = set();
            values.put(Parameter.EXTENSION, "0900");
            assertThat(set().leadsElsewhereThan(before)).isFalse();
        }
    }

    @Test
    void printingASetTellsNoSecret() {
        assertThat(set().toString()).doesNotContain("lab-secret");
    }
}
