package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.secret.Secret;

/** Each rule of 324, 325 and 326, at its edge. */
class AddressRulesTest extends RulesOfASet {
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
}
