package org.portalvoip.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.server.Prometheus.MONITORING;
import static org.portalvoip.testing.server.Prometheus.promtool;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.call.CallState;
import org.portalvoip.call.EndReason;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.PlainBrowser;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.server.Prometheus;

/** The figures of a node after real calls, to whom it gives them, and what a real Prometheus makes of them. */
@Tag("essential")
@Tag("thorough")
class MetricsIT {
    private static final Pattern FIGURE = Pattern.compile("\\bvoip_[a-z_]+");

    @AutoClose
    private static CallWorld world;

    @BeforeAll
    static void start() {
        // Prometheus may take its time while the telephone rings.
        world = new CallWorld("metrics", "-Dvoip.ring-timeout=110");
    }

    private static String metrics() {
        var answer = new PlainBrowser(world.server.uri("")).get("metrics");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        return answer.body();
    }

    private static double figure(String series) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + series));
    }

    private static void awaitFigure(String series, double wanted) {
        Await.until(Await.SOON, () -> figure(series), seen -> seen == wanted);
    }

    @Test
    void aCallIsInProgressAndThenCountedWithItsOutcomeAndTimes() throws Exception {
        world.with();
        double ended = figure("voip_calls_total{outcome=\"hang_up\"}");
        double busy = figure("voip_calls_total{outcome=\"busy\"}");
        double setUp = figure("voip_call_setup_seconds_count");
        double answered = figure("voip_call_wait_seconds_count");
        try (var caller = world.established()) {
            awaitFigure("voip_calls_in_progress{phase=\"established\"}", 1);
            awaitFigure("voip_call_setup_seconds_count", setUp + 1);
            awaitFigure("voip_call_wait_seconds_count", answered + 1);
            caller.hangUp().hearEnd();
        }
        awaitFigure("voip_calls_total{outcome=\"hang_up\"}", ended + 1);
        awaitFigure("voip_calls_in_progress{phase=\"established\"}", 0);

        world.with(329, "0486");
        assertThat(world.endOfCall()).isEqualTo(EndReason.BUSY);
        awaitFigure("voip_calls_total{outcome=\"busy\"}", busy + 1);
        assertThat(figure("voip_gateway_up")).isEqualTo(1);
        assertThat(figure("voip_enabled")).isEqualTo(1);
        assertThat(figure("voip_ready")).isEqualTo(1);
        assertThat(promtool(metrics(), "check", "metrics")).isEmpty();
    }

    @Test
    void savesAndRefusalsAreCounted() {
        world.with();
        double saves = figure("voip_parameter_saves_total");
        double refused = figure("voip_logins_refused_total{reason=\"password\"}");
        double methods = figure("voip_refusals_total{door=\"request\",reason=\"method\"}");
        double handshakes = figure("voip_refusals_total{door=\"call\",reason=\"handshake\"}");

        world.with(329, "0801");
        new PlainBrowser(world.server.uri(""))
                .get("api/parameters", "Authorization", "Basic bm9ib2R5Ondyb25n"); // nobody:wrong
        new PlainBrowser(world.server.uri("")).send("PATCH", "login", "");
        new PlainBrowser(world.server.uri("")).get("call");

        awaitFigure("voip_parameter_saves_total", saves + 1);
        awaitFigure("voip_logins_refused_total{reason=\"password\"}", refused + 1);
        awaitFigure("voip_refusals_total{door=\"request\",reason=\"method\"}", methods + 1);
        awaitFigure("voip_refusals_total{door=\"call\",reason=\"handshake\"}", handshakes + 1);
    }

    @Test
    void aProxyGetsASentenceInsteadOfFigures() {
        for (String language : List.of("es", "pt-BR", "en")) {
            var answer = new PlainBrowser(world.server.uri(""))
                    .get("metrics?lang=" + language, "X-Forwarded-For", "127.0.0.1");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("voip.metrics-token-file").doesNotContain("voip_");
        }
    }

    @Test
    void noFigureContainsASecretOrACaller() {
        world.with();
        try (var caller = world.established()) {
            caller.hangUp().hearEnd();
        }

        assertThat(metrics())
                .doesNotContain(world.lab.sipPassword(), "goofy", "127.0.0.1", "sip:")
                .doesNotContainIgnoringCase("browser ");
    }

    /** Everything that the example, the alerts and the dashboard speak of. */
    @Test
    void aRealPrometheusReadsTheNodeAndAnswersEachQuestionOfTheDashboard() throws Exception {
        world.with(329, "0801");
        try (var caller = world.caller();
                var prometheus = Prometheus.start(Path.of("target/data/metrics-prometheus"), world.server)) {
            caller.hearType("ready");
            caller.offer().hearState(CallState.RINGING);

            Await.until(Await.PATIENTLY, () -> prometheus.query("up{job=\"voip\"} == 1"), MetricsIT::hasResult);
            Await.until(
                    Await.PATIENTLY,
                    () -> prometheus.query("voip_calls_in_progress{phase=\"ringing\"} == 1"),
                    MetricsIT::hasResult);
            List<String> figures = figuresOf("voip-alerts.yml", "voip-dashboard.json");
            assertThat(figures).isNotEmpty();
            // While Prometheus starts, a figure may be there, and for a moment not any more.
            Await.until(
                    Await.PATIENTLY,
                    () -> figures.stream()
                            .filter(figure -> !hasResult(prometheus.query(figure)))
                            .toList(),
                    List::isEmpty);
            assertThat(questions()).isNotEmpty().allSatisfy(question -> assertThat(
                            prometheus.query(question).getString("status"))
                    .as(question)
                    .isEqualTo("success"));
            caller.hangUp().hearEnd();
        }
    }

    private static boolean hasResult(JsonObject answer) {
        return answer.getString("status").equals("success")
                && !answer.getJsonObject("data").getJsonArray("result").isEmpty();
    }

    private static List<String> figuresOf(String... files) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String file : files) {
            all.append(Files.readString(MONITORING.resolve(file)));
        }
        return FIGURE.matcher(all)
                .results()
                .map(MatchResult::group)
                .filter(word -> !word.startsWith("voip_metrics"))
                .distinct()
                .toList();
    }

    private static List<String> questions() throws IOException {
        try (var json = Json.createReader(Files.newBufferedReader(MONITORING.resolve("voip-dashboard.json")))) {
            return json.readObject().getJsonArray("panels").getValuesAs(JsonObject.class).stream()
                    .flatMap(panel -> panel.getJsonArray("targets").getValuesAs(JsonObject.class).stream())
                    .map(target -> target.getString("expr")
                            .replace("$__rate_interval", "1m")
                            .replace("$node", ".*"))
                    .toList();
        }
    }
}
