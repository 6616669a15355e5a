package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.security.Secret;

/** Each rule of the parameters, each at its edge. */
class VoipParametersTest {
    private static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    /** A complete set that breaks no rule, but for what a test changes in it. */
    private final Map<Parameter, String> values = new EnumMap<>(Map.of(
            Parameter.ACTIVE, "S",
            Parameter.SERVER, "https://127.0.0.1:8089/janus",
            Parameter.DOMAIN, "127.0.0.1",
            Parameter.PORT, "5061",
            Parameter.USER, "goofy",
            Parameter.EXTENSION, "0800",
            Parameter.REGISTRATION_APPROACH, "1"));

    private Secret secret = new Secret("lab-secret");

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
    class Server {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://127.0.0.1:8088/janus",
                    "https://gateway.example/janus",
                    "ws://127.0.0.1:8188",
                    "wss://[::1]:8989/",
                    "wss://a.example:8989,https://b.example:8089/janus",
                    "wss://a.example , https://b.example"
                })
        void theFourSchemesAndListsAreTaken(String address) {
            assertThat(brokenBy(Parameter.SERVER, address)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "sip:127.0.0.1:5061|parameters.324.sip",
                    "sips:127.0.0.1|parameters.324.sip",
                    "ftp://127.0.0.1|parameters.324.scheme",
                    "127.0.0.1|parameters.324.scheme",
                    "javascript:alert(1)|parameters.324.scheme",
                    "https://|parameters.324.address",
                    "https://user:word@host/janus|parameters.324.address",
                    "https://host/janus?x=1|parameters.324.address",
                    "https://host/janus#x|parameters.324.address",
                    "https://host:0/janus|parameters.324.address",
                    "https://host:65536/janus|parameters.324.address",
                    "https://host name/janus|parameters.324.address",
                    "https://höst/janus|parameters.324.address",
                    "https://a.example/,|parameters.324.scheme",
                    "https://a.example/,sip:b|parameters.324.sip"
                })
        void anythingElseIsToldWhatToWriteInstead(String address, String sentence) {
            assertThat(brokenBy(Parameter.SERVER, address)).containsExactly(sentence);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://host/janus\n",
                    "\thttps://host/janus",
                    "https://host/janus,\u3000https://host/janus",
                    "https://host/janus\u0000"
                })
        void nothingInvisibleHidesAtAnEnd(String address) {
            assertThat(brokenBy(Parameter.SERVER, address)).containsExactly("parameters.324.address");
        }

        @Test
        void aThousandCharactersAreTheMost() {
            String longest = "https://host/" + "a".repeat(987);
            assertThat(brokenBy(Parameter.SERVER, longest)).isEmpty();
            assertThat(brokenBy(Parameter.SERVER, longest + "a")).containsExactly("parameters.324.long");
        }
    }

    @Nested
    class Domain {
        @ParameterizedTest
        @ValueSource(
                strings = {"127.0.0.1", "pbx", "pbx.example.com", "a-b.c1", "[::1]", "[2001:db8::5060]", "255.0.0.255"})
        void namesAndAddressesAreTaken(String host) {
            assertThat(brokenBy(Parameter.DOMAIN, host)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "sip:host",
                    "host:5061",
                    "-a.b",
                    "a-.b",
                    "a..b",
                    ".a",
                    "a.",
                    "a_b",
                    "a b",
                    "256.0.0.1",
                    "1.2.3",
                    "1.2.3.4.5",
                    "01.2.3.4",
                    "höst",
                    "[::1",
                    "[zz::1]",
                    "[1:2:3]",
                    "a\u0000b",
                    "a\r\nb",
                    "a;transport=tcp",
                    "a/b",
                    "a@b"
                })
        void everythingElseIsRefused(String host) {
            assertThat(brokenBy(Parameter.DOMAIN, host)).containsExactly("parameters.325.host");
        }

        @Test
        void aLabelHas63CharactersAtMostAndANameHas253() {
            String label = "a".repeat(63);
            String name = label + "." + label + "." + label + "." + "a".repeat(61);
            secret = null;
            values.put(Parameter.ACTIVE, "N");
            assertThat(brokenBy(Parameter.DOMAIN, name)).isEmpty();
            assertThat(brokenBy(Parameter.DOMAIN, name + "a")).containsExactly("parameters.325.host");
            assertThat(brokenBy(Parameter.DOMAIN, label + "a")).containsExactly("parameters.325.host");
        }

        @Test
        void domainUserAndPasswordFitTogetherInto255Bytes() {
            values.put(Parameter.USER, "u".repeat(99));
            secret = new Secret("p".repeat(99));
            assertThat(brokenBy(Parameter.DOMAIN, "d".repeat(42))).isEmpty();
            assertThat(brokenBy(Parameter.DOMAIN, "d".repeat(43))).containsExactly("parameters.325.credentials");
        }
    }

    @Nested
    class Port {
        @ParameterizedTest
        @ValueSource(strings = {"1", "5061", "65535"})
        void wholeNumbersWithinTheRangeAreTaken(String port) {
            assertThat(brokenBy(Parameter.PORT, port)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"0", "65536", "-1", "+1", "5061.0", "1e3", "abc", "５０６１", "99999999999", "5 061", "0x1"})
        void everythingElseIsRefusedOnce(String port) {
            assertThat(brokenBy(Parameter.PORT, port)).containsExactly("parameters.326.range");
        }
    }

    @Nested
    class User {
        @Test
        void ninetyNineCharactersAreTheMost() {
            assertThat(brokenBy(Parameter.USER, "u".repeat(99))).isEmpty();
            assertThat(brokenBy(Parameter.USER, "u".repeat(100))).containsExactly("parameters.327.long");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "go ofy",
                    "goofy@host",
                    "goofy;x=1",
                    "<goofy>",
                    "\"goofy\"",
                    "goofé",
                    "a:b",
                    "a%41",
                    "a\r\nb",
                    "a\u0000"
                })
        void whatSipWouldMisreadIsRefused(String user) {
            assertThat(brokenBy(Parameter.USER, user)).containsExactly("parameters.327.characters");
        }
    }

    @Nested
    class Password {
        @ParameterizedTest
        @ValueSource(strings = {" ", "a\"b", "a\\b", "contraseña€", "**********", "a:b", "\uD83D\uDE00"})
        void almostEverythingIsAPassword(String text) {
            assertThat(brokenBySecret(text)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"99,p,true", "100,p,false", "49,ñ,true", "50,ñ,false"})
        void bytesAreCountedNotCharacters(int times, String character, boolean taken) {
            assertThat(brokenBySecret(character.repeat(times)).isEmpty()).isEqualTo(taken);
        }

        @Test
        void aColonCostsTwoBytesMore() {
            assertThat(brokenBySecret(":" + "p".repeat(96))).isEmpty();
            assertThat(brokenBySecret(":" + "p".repeat(97))).containsExactly("parameters.328.long");
        }

        @Test
        void aColonTogetherWithAQuoteIsRefused() {
            assertThat(brokenBySecret("a:b\"c")).containsExactly("parameters.328.colonAndQuote");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a\rb", "a\nb", "a\u0000b", "a\u0007b", "a\u0085b", "a\u2028b", "\uD83D"})
        void controlCharactersAndHalfCharactersAreRefused(String text) {
            assertThat(brokenBySecret(text)).containsExactly("parameters.328.characters");
        }
    }

    @Nested
    class Extension {
        @ParameterizedTest
        @ValueSource(strings = {"0800", "*43", "#1", "+34900", "help-desk_1.a"})
        void digitsLettersAndDialSignsAreTaken(String extension) {
            assertThat(brokenBy(Parameter.EXTENSION, extension)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"08 00", "0800@evil", "0800;a=b", "0800?x", "0800\r\nX: y", "٠٨٠٠", "sip:0800", "<0800>"})
        void whateverCouldLeadElsewhereIsRefused(String extension) {
            assertThat(brokenBy(Parameter.EXTENSION, extension)).containsExactly("parameters.329.characters");
        }

        @Test
        void sixtyFourCharactersAreTheMost() {
            assertThat(brokenBy(Parameter.EXTENSION, "0".repeat(64))).isEmpty();
            assertThat(brokenBy(Parameter.EXTENSION, "0".repeat(65))).containsExactly("parameters.329.long");
        }
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

    private VoipParameters set() {
        return VoipParameters.of(values, secret);
    }

    private List<String> brokenBy(Parameter parameter, String value) {
        values.put(parameter, value);
        return broken();
    }

    private List<String> brokenBySecret(String text) {
        secret = new Secret(text);
        return broken();
    }

    private List<String> broken() {
        List<String> sentences = new ArrayList<>();
        for (ConstraintViolation<VoipParameters> violation : VALIDATOR.validate(set())) {
            sentences.add(violation.getMessageTemplate());
        }
        return sentences.stream().distinct().toList();
    }
}
