package org.portalvoip.history.calls;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;

/** What Chart.js is given to draw. */
class DaysChartTest {
    static final Iterable<Locale> languages = Languages.ALL;

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
    private static final List<Day> DAYS =
            List.of(new Day(TODAY.minusDays(1), 0, 0, 1, null), new Day(TODAY, 5, 3, 2, 7));

    private static JsonObject chart(Locale language) {
        String json = new DaysChart(DAYS, key -> Texts.of(language, key)).json();
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private static List<JsonObject> series(JsonObject chart) {
        return chart.getJsonObject("data").getJsonArray("datasets").getValuesAs(JsonObject.class);
    }

    @Test
    void itShowsTheCallsOfEachDayByOutcomeAndTheMedianOfTheirWaiting() {
        JsonObject chart = chart(Languages.ENGLISH);

        assertThat(chart.getJsonObject("data").getJsonArray("labels")).hasToString("[\"2026-11-25\",\"2026-11-26\"]");
        assertThat(series(chart))
                .extracting(one -> one.getJsonArray("data").toString())
                .containsExactly("[null,7]", "[0,5]", "[0,3]", "[1,2]");
        assertThat(series(chart))
                .extracting(one -> one.getString("yAxisID"))
                .containsExactly("seconds", "calls", "calls", "calls");
    }

    @ParameterizedTest
    @FieldSource("languages")
    void itSpeaksTheLanguageOfThePage(Locale language) {
        assertThat(series(chart(language)))
                .extracting(one -> one.getString("label"))
                .containsExactly(
                        Texts.of(language, "calls.days.wait"),
                        Texts.of(language, "calls.outcome.ANSWERED"),
                        Texts.of(language, "calls.outcome.UNANSWERED"),
                        Texts.of(language, "calls.outcome.FAILED"));
    }

    @Test
    void nothingMoves() {
        assertThat(chart(Languages.SPANISH).getJsonObject("options").get("animation"))
                .isEqualTo(JsonValue.FALSE);
    }
}
