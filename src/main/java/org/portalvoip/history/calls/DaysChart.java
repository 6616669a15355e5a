package org.portalvoip.history.calls;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * The days as the chart of PrimeFaces takes them, which Chart.js draws: a column of the calls of each day, and a line of their
 * waiting. Colours, and dates as people write them, come from the page ({@code admin/days.js}).
 */
final class DaysChart {
    private static final String CALLS = "calls";
    private static final String SECONDS = "seconds";

    private final List<Day> days;
    private final UnaryOperator<String> texts;

    /** @param texts by their keys, in the language of the page */
    DaysChart(List<Day> days, UnaryOperator<String> texts) {
        this.days = days;
        this.texts = texts;
    }

    /** It becomes a part of a script, so nothing that somebody typed may get into it. */
    String json() {
        return Json.createObjectBuilder()
                .add("type", "bar")
                .add("data", Json.createObjectBuilder().add("labels", dates()).add("datasets", series()))
                .add("options", options())
                .build()
                .toString();
    }

    private JsonArrayBuilder dates() {
        return array(days, day -> Json.createValue(day.date().toString()));
    }

    private static <T> JsonArrayBuilder array(List<T> all, Function<T, JsonValue> value) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        all.forEach(one -> array.add(value.apply(one)));
        return array;
    }

    /** In the order of the legend; what comes first is drawn above the rest. */
    private JsonArrayBuilder series() {
        return Json.createArrayBuilder()
                .add(waiting())
                .add(column(Outcome.ANSWERED, Day::answered))
                .add(column(Outcome.UNANSWERED, Day::unanswered))
                .add(column(Outcome.FAILED, Day::failed));
    }

    private JsonObjectBuilder waiting() {
        JsonArrayBuilder seconds =
                array(days, day -> day.medianWait() == null ? JsonValue.NULL : Json.createValue(day.medianWait()));
        return Json.createObjectBuilder()
                .add("type", "line")
                .add("label", texts.apply("calls.days.wait"))
                .add("data", seconds)
                .add("yAxisID", SECONDS);
    }

    private JsonObjectBuilder column(Outcome outcome, ToIntFunction<Day> calls) {
        return Json.createObjectBuilder()
                .add("label", texts.apply("calls.outcome." + outcome))
                .add("data", array(days, day -> Json.createValue(calls.applyAsInt(day))))
                .add("yAxisID", CALLS)
                .add("stack", CALLS);
    }

    /** Nothing moves, and whoever points at a day reads all of it. */
    private JsonObject options() {
        return Json.createObjectBuilder()
                .add("animation", false)
                .add("maintainAspectRatio", false)
                .add(
                        "interaction",
                        Json.createObjectBuilder().add("mode", "index").add("intersect", false))
                .add(
                        "plugins",
                        Json.createObjectBuilder()
                                .add("legend", Json.createObjectBuilder().add("display", false)))
                .add(
                        "scales",
                        Json.createObjectBuilder()
                                .add("x", Json.createObjectBuilder().add("stacked", true))
                                .add(CALLS, axis("calls.day.calls", "left").add("stacked", true))
                                .add(SECONDS, axis("calls.days.wait", "right").add("grid", gridOfTheOther())))
                .build();
    }

    private static JsonObjectBuilder gridOfTheOther() {
        return Json.createObjectBuilder().add("drawOnChartArea", false);
    }

    private JsonObjectBuilder axis(String title, String position) {
        return Json.createObjectBuilder()
                .add("position", position)
                .add("beginAtZero", true)
                .add("title", Json.createObjectBuilder().add("display", true).add("text", texts.apply(title)))
                .add("ticks", Json.createObjectBuilder().add("precision", 0));
    }
}
