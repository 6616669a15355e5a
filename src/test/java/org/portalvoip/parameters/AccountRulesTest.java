package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of 327, 328 and 329, at its edge. */
class AccountRulesTest extends RulesOfASet {
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
}
