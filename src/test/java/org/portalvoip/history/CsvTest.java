package org.portalvoip.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a spreadsheet makes of a cell must be what was stored, and never a formula. */
class CsvTest {
    @Test
    void everyCellIsQuotedAndEachLineEndsAsTheRfcSays() {
        assertThat(Csv.line(Arrays.asList("329", null, "", "a,b;c"))).isEqualTo("\"329\",\"\",\"\",\"a,b;c\"\r\n");
    }

    @Test
    void aQuoteIsDoubledAndALineBreakStays() {
        assertThat(Csv.line(List.of("say \"hi\"\nagain"))).isEqualTo("\"say \"\"hi\"\"\nagain\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=\"x\""})
    void nothingIsAFormula(String value) {
        assertThat(Csv.line(List.of(value))).isEqualTo("\"'" + value.replace("\"", "\"\"") + "\"\r\n");
    }

    @Test
    void whatOnlyContainsSuchASignStaysAsItIs() {
        assertThat(Csv.line(List.of("wss://a-b@c=d+e"))).isEqualTo("\"wss://a-b@c=d+e\"\r\n");
    }
}
