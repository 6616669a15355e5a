package org.portalvoip.benchmark;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.options.LoadState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.lab.Relay;
import org.portalvoip.testing.server.Launch;
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

    static Site site;

    @AutoClose
    static Browser browser;

    @BeforeAll
    static void start() {
        server = Server.startQuiet(
                BenchmarkWar.withProbe(),
                Path.of("target/benchmark/browser"),
                Launch.COMPILE_FULLY,
                "-Xmx512m",
                "-Dvoip.calls-per-minute=1000000",
                "-Dvoip.rings-per-minute=1000000");
        janus = FakeJanusProcess.start();
        site = new Site(server);
        site.use(janus.address().toString(), "visitor", null, "0180");
        browser = Browser.start(
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                "--autoplay-policy=no-user-gesture-required");
    }

    @Test
    void clickToRinging() {
        put(Figure.RINGING, server.uri(""));
    }

    @Test
    void clickToRingingFromFarAway() {
        URI address = server.uri("");
        try (Relay network = new Relay(address.getPort(), Duration.ofMillis(100))) {
            put(Figure.RINGING_FAR, URI.create("http://localhost:" + network.port() + address.getPath()));
        }
    }

    /** Each click is a new visitor's first. */
    private static void put(Figure figure, URI portal) {
        Sample millis = new Sample();
        for (int i = -Scale.times(10); i < CLICKS; i++) {
            try (Visit visit = browser.visit(Languages.SPANISH)) {
                visit.open(portal);
                double taken = ((Number) visit.page().evaluate(CLICK_TO_RINGING)).doubleValue();
                if (i >= 0) {
                    millis.add(taken);
                }
            }
        }
        String how = millis.size() + " new visitors, p50 " + Report.number(millis.median());
        Report.put(figure, millis.percentile(95), how + ", fake microphone");
    }

    /** Headers and bodies as they came from the server, by the browser's own count. */
    @Test
    void bytes() {
        Wire without = load(visit -> visit.open(server.uri("without.xhtml")));
        Wire before = load(visit -> visit.open(server.uri("index.xhtml")));
        Wire click = load(visit -> {
            visit.open(server.uri("index.xhtml"));
            visit.page().evaluate(CLICK_TO_RINGING);
        });
        Report.put(Figure.BYTES_BEFORE_CLICK, before.bytes() - without.bytes(), before.beside(without));
        Report.put(Figure.BYTES_AFTER_CLICK, click.bytes() - before.bytes(), click.beside(before));
        Wire screen = load(visit -> {
            site.administrator().lendSession(visit);
            visit.open(server.uri("admin/parameters"));
        });
        Report.put(Figure.BYTES_OF_SCREEN, screen.bytes(), screen.requests() + " requests");
    }

    /** What came over the wire. */
    private record Wire(double bytes, int requests) {
        String beside(Wire other) {
            return (requests - other.requests) + " requests more; " + (long) bytes + " bytes in all, "
                    + (long) other.bytes + " without";
        }
    }

    private static Wire load(Consumer<Visit> visitor) {
        try (Visit visit = browser.visit(Languages.PORTUGUESE)) {
            CDPSession wire = visit.context().newCDPSession(visit.page());
            Sample sizes = new Sample();
            wire.on(
                    "Network.loadingFinished",
                    event -> sizes.add(event.get("encodedDataLength").getAsDouble()));
            wire.send("Network.enable");
            visitor.accept(visit);
            visit.page().waitForLoadState(LoadState.NETWORKIDLE);
            return new Wire(sizes.sum(), sizes.size());
        }
    }
}
