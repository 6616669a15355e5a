package org.portalvoip.history.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.portalvoip.call.EndReason;
import org.portalvoip.history.Csv;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;

/** A call as a line for a spreadsheet. */
class CallsExportTest {
    static final Iterable<Locale> languages = Languages.ALL;

    @Test
    void aCallIsALine() {
        LoggedCall call = CallLogDatabase.call("one", Duration.ofMinutes(1), EndReason.FAR_END, 3);

        assertThat(CallsExport.cells(call, Languages.ENGLISH))
                .containsExactly(
                        "2026-11-26T11:59:00Z",
                        "192.0.2.x",
                        "7",
                        "3",
                        "Answered",
                        "The help desk hung up.",
                        "486",
                        "Busy here",
                        "0.4",
                        "35",
                        "Direct",
                        "OPUS",
                        null,
                        "first",
                        "id@desk");
    }

    @Test
    void whatACallerCallsHimselfIsNoFormula() {
        assertThat(Csv.line(List.of("=cmd|' /C calc'!A0"))).startsWith("\"'=cmd");
    }

    @ParameterizedTest
    @FieldSource("languages")
    void everyReasonHasItsWords(Locale language) {
        assertThat(Texts.below(language, "calls.reason.").keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(EndReason.values()).map(EndReason::name).toList());
    }
}
