package org.portalvoip.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTextTest {
    private static final int TIMES = 100_000;

    @ParameterizedTest
    @CsvSource({
        "INC-0815, INC-0815",
        "' Facturación  nº 7 ', Facturación nº 7",
        "'a\r\nX-Evil: 1', a X-Evil: 1",
        "'a\r\n\tb', a b",
        "'\u0000\u0007\u007f\u0085\u2028\u2029\u202ea\ufeff', a",
        "'a\ud800b\ue000c', a b c"
    })
    void whatIsNotPrintableBecomesABlank(String text, String clean) {
        assertThat(HeaderText.clean(text, 100)).isEqualTo(clean);
    }

    @ParameterizedTest
    @CsvSource({"abc, 2, ab", "ñññ, 5, ññ", "'a b', 2, a", "\uD83C\uDFA7\uD83C\uDFA7, 7, \uD83C\uDFA7", "ñ, 1, ''"})
    void whatIsTooLongIsCutOffBetweenTwoCharacters(String text, int bytes, String cut) {
        assertThat(HeaderText.clean(text, bytes)).isEqualTo(cut);
    }

    @Test
    void noTextBreaksALine() {
        Random random = new Random(10);
        for (int i = 0; i < TIMES; i++) {
            char[] text = new char[random.nextInt(20)];
            for (int j = 0; j < text.length; j++) {
                text[j] = (char) random.nextInt(random.nextBoolean() ? 0x30 : 0x10000);
            }
            String clean = HeaderText.clean(new String(text), 30);
            assertThat(clean.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(30);
            assertThat(clean.chars().noneMatch(c -> c < ' ' || c == 0x7f)).isTrue();
            assertThat(HeaderText.clean(clean, 30)).isEqualTo(clean);
        }
    }
}
