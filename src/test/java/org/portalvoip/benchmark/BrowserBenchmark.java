package org.portalvoip.benchmark;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.server.Server;

/** What a caller's browser loads, and the time from the click to ringing, with a help desk that rings at once. */
@Tag("benchmark")
@ExtendWith(Report.class)
class BrowserBenchmark {
    private static final int CLICKS = Scale.times(40);

    /** Clicks, and returns after how many milliseconds the page shows that the help desk rings. */
    private static final String CLICK_TO_RINGING = """
            () => new Promise((done) => {
              const begun = performance.now();
              new MutationObserver(() => {
                if (document.querySelector('.voip-status[data-state=ringing]')) done(performance.now() - begun);
              }).observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-state'] });
              document.querySelector('.voip-call').click();
            })""";

    @AutoClose
    static FakeJanusProcess janus;

    @AutoClose
    static Server server;

    @AutoClose
    static Browser browser;

    @BeforeAll
    static void start() {
        server = Server.startQuiet(
                BenchmarkWar.withProbe(),
                Path.of("target/benchmark/browser"),
                "-XX:TieredStopAtLevel=4",
                "-Xmx512m",
                "-Dvoip.calls-per-minute=1000000");
        janus = FakeJanusProcess.start();
        new Site(server).use(janus.address().toString(), "visitor", null, "0180");
        browser = Browser.start(
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                "--autoplay-policy=no-user-gesture-required");
    }

    /** Each click is the first of a new visitor. */
    @Test
    void clickToRinging() {
        Sample millis = new Sample();
        for (int i = -Scale.times(10); i < CLICKS; i++) {
            try (Visit visit = browser.visit(Languages.SPANISH)) {
                visit.open(server.uri(""));
                double taken = ((Number) visit.page().evaluate(CLICK_TO_RINGING)).doubleValue();
                if (i >= 0) {
                    millis.add(taken);
                }
            }
        }
        String how = millis.size() + " new visitors, p50 " + Report.number(millis.median());
        Report.put(Figure.RINGING, millis.percentile(95), how + ", fake microphone");
    }

    @Test
    void bytes() throws IOException {
        try (Visit visit = browser.visit(Languages.PORTUGUESE)) {
            Page page = visit.page();
            visit.open(server.uri("without.xhtml"));
            int without = gzip(page.waitForResponse("**/without.xhtml", page::reload));
            List<Response> loaded = new ArrayList<>();
            page.onResponse(loaded::add);
            visit.open(server.uri("index.xhtml"));
            int before = gzip(taken(loaded)) - without;
            page.evaluate(CLICK_TO_RINGING);
            Report.put(Figure.BYTES_BEFORE_CLICK, before, "markup, style, script");
            List<Response> click = taken(loaded);
            Report.put(Figure.BYTES_AFTER_CLICK, gzip(click), click.size() + " files, texts in Portuguese among them");
        }
    }

    /** What has been loaded so far; looking at a response lets further ones arrive. */
    private static List<Response> taken(List<Response> loaded) {
        List<Response> taken = List.copyOf(loaded);
        loaded.clear();
        return taken;
    }

    /** The page and everything that belongs to the footer, without the style sheet of the portal. */
    private static int gzip(List<Response> answers) throws IOException {
        int bytes = 0;
        for (Response answer : answers) {
            bytes += answer.url().contains("jakarta.faces.resource") ? 0 : gzip(answer);
        }
        return bytes;
    }

    /** Compressed as servers do, at the default level. */
    private static int gzip(Response answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(answer.text().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }
}
