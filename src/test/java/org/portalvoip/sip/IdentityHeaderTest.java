package org.portalvoip.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IdentityHeaderTest {
    private static final SipHost DOMAIN = new SipHost("sip.example");

    private static String value(String user, String name) {
        return IdentityHeader.P_ASSERTED_IDENTITY
                .value(user, name, DOMAIN, false)
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "ana, Ana, '\"Ana\" <sip:ana@sip.example>'",
        "ana, '', <sip:ana@sip.example>",
        "ana@portal.example, Ana María, '\"Ana María\" <sip:ana%40portal.example@sip.example>'",
        "josé, '\"Pepe\" \\ Ruiz', '\"\\\"Pepe\\\" \\\\ Ruiz\" <sip:jos%C3%A9@sip.example>'",
        "a;b?c>d, ;x=1, '\";x=1\" <sip:a%3Bb%3Fc%3Ed@sip.example>'"
    })
    void nameAndAddressAreWrittenAsSipWantsThem(String user, String name, String expected) {
        assertThat(value(user, name)).isEqualTo(expected);
    }

    @Test
    void anOlderTelephoneSystemAlsoLearnsWhichPartyItIs() {
        assertThat(IdentityHeader.REMOTE_PARTY_ID.value("ana", "Ana", DOMAIN, false))
                .contains("\"Ana\" <sip:ana@sip.example>;party=calling;screen=yes;privacy=off");
    }

    @Test
    void whoeverWithholdsTheNumberIsNamedToTheTelephoneSystemAlone() {
        assertThat(IdentityHeader.REMOTE_PARTY_ID.value("ana", "Ana", DOMAIN, true))
                .contains("\"Ana\" <sip:ana@sip.example>;party=calling;screen=yes;privacy=full");
        assertThat(IdentityHeader.P_ASSERTED_IDENTITY.value("ana", "", DOMAIN, true))
                .contains("<sip:ana@sip.example>");
    }

    /** Janus would cut off the end of the line, and with it the line break. */
    @ParameterizedTest
    @EnumSource
    void theNameIsShortenedUntilJanusTakesTheLine(IdentityHeader header) {
        for (String letter : new String[] {"a", "ñ", "\"", "\\", "\uD83C\uDFA7"}) {
            String value = header.value("ana", letter.repeat(300), DOMAIN, true).orElseThrow();
            int bytes = (header.field() + ": " + value).getBytes(StandardCharsets.UTF_8).length;

            assertThat(bytes).isBetween(HeaderText.LONGEST_FIELD - 8, HeaderText.LONGEST_FIELD);
            assertThat(value).matches("\"(\\\\.|[^\"\\\\])+\" <sip:ana@sip\\.example>.*");
        }
    }

    @Test
    void anAddressThatIsTooLongIsNotSentAtAll() {
        int room = HeaderText.room("P-Asserted-Identity") - "<sip:@sip.example>".length();

        assertThat(value("a".repeat(room), "Ana")).startsWith("<sip:aaa").endsWith("@sip.example>");
        assertThat(IdentityHeader.P_ASSERTED_IDENTITY.value("a".repeat(room + 1), "Ana", DOMAIN, false))
                .isEmpty();
    }
}
