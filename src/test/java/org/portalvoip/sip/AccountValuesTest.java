package org.portalvoip.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** User, password, extension and port, as people type them. */
class AccountValuesTest {
    @Nested
    class Users {
        @ParameterizedTest
        @ValueSource(strings = {"goofy", "Goofy", "+34900", "a.b_c-d", "~!$&'()*+=", "100"})
        void whatJanusHandsOnIsTaken(String user) {
            assertThat(SipUser.parse(user).name()).isEqualTo(user);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\u00a0goofy", "goofy\t", "\u200bgoofy\u200b", "\ufeffgoofy", "goofy\u202c", "ｇｏｏｆｙ"})
        void whatCameAlongIsDropped(String written) {
            assertThat(SipUser.parse(written).name()).isEqualTo("goofy");
        }

        /**
         * With a comma, semicolon, question mark or colon, Janus 1.1.2 sends no INVITE; it refuses a single percent
         * sign.
         */
        @ParameterizedTest
        @ValueSource(strings = {",", ";", "?", ":", "%", "/", "#", " ", "\"", "<", "\\", "é", "\u200b", "\u0000", "\r"})
        void aCharacterThatCannotCallIsNamed(String character) {
            assertThat(Parsing.of(SipUser::parse, "a" + character + "b")).isEqualTo(("CHARACTER " + character).strip());
        }

        @ParameterizedTest
        @ValueSource(strings = {"goofy@pbx.example", "sip:goofy", "SIP:goofy@pbx", "@"})
        void anAddressIsNoUser(String written) {
            assertThat(Parsing.of(SipUser::parse, written)).isEqualTo("ADDRESS");
        }

        @Test
        void ninetyNineCharactersAreTheMost() {
            assertThat(SipUser.parse("u".repeat(99)).name()).hasSize(99);
            assertThat(Parsing.of(SipUser::parse, "u".repeat(100))).isEqualTo("LONG");
        }
    }

    @Nested
    class Extensions {
        @ParameterizedTest
        @ValueSource(strings = {"0800", "*43", "#1", "+34900", "help-desk_1.a", "100-2", "10.1", "*21#"})
        void whatCanBeDialledStaysAsItIs(String extension) {
            assertThat(Extension.parse(extension).number()).isEqualTo(extension);
        }

        @ParameterizedTest
        @CsvSource({
            "+34 91 123 45 67, +34911234567",
            "(0800) 123, 0800123",
            "0800/123-456, 0800123456",
            "+34-91.123, +3491123",
            "0800\u00a0123, 0800123",
            "0800\u2013123, 0800123",
            "08 00, 0800",
            "０８００, 0800",
            "\ufeff0800\u200b, 0800"
        })
        void separatorsForReadersAreNotDialled(String written, String extension) {
            assertThat(Extension.parse(written).number()).isEqualTo(extension);
        }

        @ParameterizedTest
        @CsvSource({
            "help desk, CHARACTER",
            "0800@evil, CHARACTER @",
            "0800;a=b, CHARACTER ;",
            "0800?x, CHARACTER ?",
            "٠٨٠٠, CHARACTER ٠",
            "sip:0800, CHARACTER :",
            "<0800>, CHARACTER <",
            "08\u200b00, CHARACTER \u200b",
            "+44 (0)20 7946, TRUNK (0)",
            "( ), LONG"
        })
        void whateverCouldLeadElsewhereIsNamed(String written, String fault) {
            assertThat(Parsing.of(Extension::parse, written)).isEqualTo(fault);
        }

        @Test
        void sixtyFourCharactersAreTheMost() {
            assertThat(Extension.parse("0".repeat(64)).number()).hasSize(64);
            assertThat(Parsing.of(Extension::parse, "0".repeat(65))).isEqualTo("LONG");
        }
    }

    @Nested
    class Passwords {
        @ParameterizedTest
        @ValueSource(strings = {" ", "a\"b", "a\\b", "contraseña€", "**", "***a", "a:b", "\uD83D\uDE00"})
        void almostEverythingIsAPassword(String text) {
            assertThat(new SipPassword(text).value()).isEqualTo(text);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a\rb", "a\nb", "a\u0000b", "a\tb", "a\u0085b", "a\u2028b", "\uD83D"})
        void controlCharactersAndHalvesAreRefused(String text) {
            assertThat(Parsing.of(SipPassword::new, text)).isEqualTo("CHARACTERS");
        }

        @ParameterizedTest
        @ValueSource(strings = {"**********", "••••••••", "●●●●", "***"})
        void whatAScreenShowsInPlaceOfOneIsNone(String text) {
            assertThat(Parsing.of(SipPassword::new, text)).isEqualTo("MASK");
        }

        @ParameterizedTest
        @CsvSource(
                ignoreLeadingAndTrailingWhitespace = false,
                value = {
                    " a,BLANK",
                    "a ,BLANK",
                    "a\u00a0,BLANK",
                    "\u200ba,INVISIBLE",
                    "a\u00adb,INVISIBLE",
                    "\ufeffa,INVISIBLE"
                })
        void whatNobodySeesIsKeptAndSaid(String text, SipPassword.Oddity oddity) {
            assertThat(new SipPassword(text).value()).isEqualTo(text);
            assertThat(new SipPassword(text).oddity()).contains(oddity);
        }

        @Test
        void aPasswordIsNotOddForBeingAPhrase() {
            assertThat(new SipPassword("four words in ñ").oddity()).isEmpty();
        }

        @Test
        void noPasswordShows() {
            assertThat(new SipPassword("canary")).hasToString("SipPassword");
        }
    }

    @Nested
    class Ports {
        @ParameterizedTest
        @CsvSource({"1,1", "65535,65535", "05061,5061", "５０６１,5061", "\u00a05061,5061"})
        void wholeNumbersAreTaken(String written, int port) {
            assertThat(SipPort.parse(written).number()).isEqualTo(port);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "0", "65536", "-1", "+1", "5061.0", "1e3", "abc", "99999999999", "5 061", "0x1", "٥"})
        void everythingElseIsRefused(String written) {
            assertThat(Parsing.of(SipPort::parse, written)).isEqualTo("RANGE");
        }
    }

    @Test
    void aRefusalDoesNotRepeatTheValue() {
        assertThat(new Malformed(SipUser.Fault.CHARACTER, "cret")).hasMessageNotContaining("cret");
    }
}
