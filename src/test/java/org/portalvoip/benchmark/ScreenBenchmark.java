package org.portalvoip.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.testing.browser.HtmlForm;
import org.portalvoip.testing.database.Postgres;
import org.portalvoip.testing.server.Launch;
import org.portalvoip.testing.server.Server;

/** How long an administrator waits for the parameter screen, from the request to the last byte, without the browser. */
@Tag("benchmark")
@ExtendWith(Report.class)
class ScreenBenchmark {
    private static final Path DATA = Path.of("target/benchmark/screen");
    private static final String[] OPTIONS = {Launch.COMPILE_FULLY, "-Xmx512m"};
    private static final String SCREEN = "admin/parameters";
    private static final int TIMES = Scale.times(1000);

    @AutoClose
    static Server server;

    static Site site;

    @BeforeAll
    static void start() {
        server = Server.startQuiet(BenchmarkWar.BUILT, DATA.resolve("h2"), OPTIONS);
        site = new Site(server);
    }

    @Test
    void render() {
        Sample millis = measured(i -> site.administrator().get(SCREEN));
        Report.put(Figure.SCREEN_RENDER, millis.percentile(95), how(millis));
    }

    @Test
    void save() {
        Sample millis = saves(site);
        Report.put(Figure.SCREEN_SAVE, millis.percentile(95), how(millis) + ", each written to the disk");
    }

    @Test
    void saveOnPostgresql() {
        try (Postgres database = Postgres.start();
                Server node = Server.startQuiet(
                        BenchmarkWar.BUILT,
                        DATA.resolve("node"),
                        Stream.of(database.nodeOptions(DATA.resolve("voip.key")), OPTIONS)
                                .flatMap(Stream::of)
                                .toArray(String[]::new))) {
            Sample millis = saves(new Site(node));
            Report.put(Figure.SCREEN_SAVE_POSTGRESQL, millis.percentile(95), how(millis));
        }
    }

    private static Sample saves(Site site) {
        String page = site.administrator().get(SCREEN).body();
        HtmlForm form = new HtmlForm(page, "parameters")
                .with("jakarta.faces.partial.ajax", "true")
                .with("jakarta.faces.source", "save")
                .with("jakarta.faces.partial.execute", "parameters")
                .with("jakarta.faces.partial.render", "outcome saved")
                .with("save", "save")
                .with("act328", "KEEP")
                .with("p330", "3");
        Map.of("p324", Site.NOWHERE, "p325", "127.0.0.1", "p326", "5061", "p327", "visitor")
                .forEach(form::with);
        Sample millis = measured(i -> site.administrator().post(SCREEN, form.with("p329", "08" + i)));
        assertThat(site.administrator().get("api/parameters").body()).contains("\"329\":\"08" + (TIMES - 1) + "\"");
        return millis;
    }

    /** The same once without measuring, to warm up the JVM. */
    private static Sample measured(IntFunction<HttpResponse<String>> request) {
        Sample warm = new Sample();
        for (Sample sample : new Sample[] {new Sample(), warm}) {
            for (int i = 0; i < TIMES; i++) {
                long begun = System.nanoTime();
                HttpResponse<String> answer = request.apply(i);
                sample.add((System.nanoTime() - begun) / 1e6);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            }
        }
        return warm;
    }

    private static String how(Sample millis) {
        return millis.size() + " times, p50 " + Report.number(millis.median());
    }
}
