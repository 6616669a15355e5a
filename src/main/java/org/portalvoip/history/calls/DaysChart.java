package org.portalvoip.history.calls;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.portalvoip.web.JsonAnswer;

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
        return JsonAnswer.JSON
                .createObjectBuilder()
                .add("type", "bar")
                .add(
                        "data",
                        JsonAnswer.JSON
                                .createObjectBuilder()
                                .add("labels", dates())
                                .add("datasets", series()))
                .add("options", options())
                .build()
                .toString();
    }

    private JsonArrayBuilder dates() {
        return array(days, day -> JsonAnswer.JSON.createValue(day.date().toString()));
    }

    private static <T> JsonArrayBuilder array(List<T> all, Function<T, JsonValue> value) {
        JsonArrayBuilder array = JsonAnswer.JSON.createArrayBuilder();
        all.forEach(one -> array.add(value.apply(one)));
        return array;
    }

    /** In the order of the legend; what comes first is drawn above the rest. */
    private JsonArrayBuilder series() {
        return JsonAnswer.JSON
                .createArrayBuilder()
                .add(waiting())
                .add(column(Outcome.ANSWERED, Day::answered))
                .add(column(Outcome.UNANSWERED, Day::unanswered))
                .add(column(Outcome.FAILED, Day::failed));
    }

    private JsonObjectBuilder waiting() {
        JsonArrayBuilder seconds = array(
                days, day -> day.medianWait() == null ? JsonValue.NULL : JsonAnswer.JSON.createValue(day.medianWait()));
        return JsonAnswer.JSON
                .createObjectBuilder()
                .add("type", "line")
                .add("label", texts.apply("calls.days.wait"))
                .add("data", seconds)
                .add("yAxisID", SECONDS);
    }

    private JsonObjectBuilder column(Outcome outcome, ToIntFunction<Day> calls) {
        return JsonAnswer.JSON
                .createObjectBuilder()
                .add("label", texts.apply("calls.outcome." + outcome))
                .add("data", array(days, day -> JsonAnswer.JSON.createValue(calls.applyAsInt(day))))
                .add("yAxisID", CALLS)
                .add("stack", CALLS);
    }

    /** Nothing moves, and whoever points at a day reads all of it. */
    private JsonObject options() {
        return JsonAnswer.JSON
                .createObjectBuilder()
                .add("animation", false)
                .add("maintainAspectRatio", false)
                .add(
                        "interaction",
                        JsonAnswer.JSON
                                .createObjectBuilder()
                                .add("mode", "index")
                                .add("intersect", false))
                .add(
                        "plugins",
                        JsonAnswer.JSON
                                .createObjectBuilder()
                                .add(
                                        "legend",
                                        JsonAnswer.JSON.createObjectBuilder().add("display", false)))
                .add(
                        "scales",
                        JsonAnswer.JSON
                                .createObjectBuilder()
                                .add("x", JsonAnswer.JSON.createObjectBuilder().add("stacked", true))
                                .add(CALLS, axis("calls.day.calls", "left").add("stacked", true))
                                .add(SECONDS, axis("calls.days.wait", "right").add("grid", gridOfTheOther())))
                .build();
    }

    private static JsonObjectBuilder gridOfTheOther() {
        return JsonAnswer.JSON.createObjectBuilder().add("drawOnChartArea", false);
    }

    private JsonObjectBuilder axis(String title, String position) {
        return JsonAnswer.JSON
                .createObjectBuilder()
                .add("position", position)
                .add("beginAtZero", true)
                .add(
                        "title",
                        JsonAnswer.JSON
                                .createObjectBuilder()
                                .add("display", true)
                                .add("text", texts.apply(title)))
                .add("ticks", JsonAnswer.JSON.createObjectBuilder().add("precision", 0));
    }
}
