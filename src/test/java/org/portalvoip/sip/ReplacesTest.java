package org.portalvoip.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing but the names of one talk ever comes into a header field, whatever a telephone writes. */
class ReplacesTest {
    private static final String TALK = "a%40b%3Bto-tag%3Dc%3Bfrom-tag%3Dd";

    private static final String[] PARTS = {
        "%0d%0aRoute: <sip:evil>",
        "\r\n",
        "%0A",
        "%00",
        ";",
        "%3B",
        ",",
        " ",
        "<",
        ">",
        "\"",
        "%22",
        "\\",
        "to-tag=x",
        "from-tag%3Dy",
        ";early-only",
        "&Route=%3Csip:evil%3E",
        "?",
        "@",
        "%40",
        "é",
        "%C3%A9",
        "%",
        "%4",
        "%250a",
        "a"
    };

    @ParameterizedTest
    @CsvSource({
        "a%40b%3Bto-tag%3Dc%3Bfrom-tag%3Dd, a@b;to-tag=c;from-tag=d",
        "a@b;from-tag=d;to-tag=c, a@b;from-tag=d;to-tag=c",
        "0f-1.2%3ATo-Tag%3Dc~%3BFROM-TAG%3Dd, ''",
        "0f-1.2%3BTo-Tag%3Dc~%3BFROM-TAG%3Dd, 0f-1.2;To-Tag=c~;FROM-TAG=d"
    })
    void itMayBeEscaped(String text, String value) {
        assertThat(Replaces.parse(text).map(Replaces::value).orElse("")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a@b",
                "a@b;to-tag=c",
                "a@b;to-tag=c;to-tag=d",
                "a@b;to-tag=c;from-tag=d;from-tag=e",
                "a@b;to-tag=c;from-tag=d;early-only",
                "a@b@e;to-tag=c;from-tag=d",
                "a@b;to-tag=c;from-tag=d\r\nRoute: <sip:evil>",
                "a@b;to-tag=c;from-tag=d%0d%0aRoute%3A%20%3Csip:evil%3E",
                "a@b;to-tag=c;from-tag=d, e@f;to-tag=g;from-tag=h",
                " a@b;to-tag=c;from-tag=d",
                "<a@b>;to-tag=c;from-tag=d"
            })
    void everythingElseIsNone(String text) {
        assertThat(Replaces.parse(text)).isEmpty();
    }

    /** Janus cuts off a longer header field, and the line break with it: the next one would become part of it. */
    @Test
    void whatJanusWouldCutOffIsNone() {
        String rest = ";to-tag=c;from-tag=d";
        String longest = "a".repeat(HeaderText.room(Replaces.FIELD) - rest.length());

        assertThat(Replaces.parse(longest + rest)).isPresent();
        assertThat(Replaces.parse(longest + "a" + rest)).isEmpty();
    }

    /** Made of what could mislead a reader of header fields. */
    @Test
    void ofTenThousandOnlyOneTalkOfPlainCharactersComesOut() {
        Random random = new Random(3891);
        int found = 0;
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "" : TALK);
            for (int part = random.nextInt(5); part > 0; part--) {
                text.insert(random.nextInt(text.length() + 1), PARTS[random.nextInt(PARTS.length)]);
            }
            String value = Replaces.parse(text.toString()).map(Replaces::value).orElse("");
            found += value.isEmpty() ? 0 : 1;
            assertThat(value).as(text.toString()).doesNotContainPattern("[^!-~]|[<>\",&?\\\\]");
            assertThat(value.split(";", -1).length).as(text.toString()).isIn(1, 3);
        }
        assertThat(found).isBetween(1_000, 9_000);
    }
}
