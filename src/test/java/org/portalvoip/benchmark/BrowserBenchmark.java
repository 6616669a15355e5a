package org.portalvoip.benchmark;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
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

    /** Clicks, and returns at which time. */
    private static final String CLICK = """
            () => {
              const begun = Date.now();
              document.querySelector('.voip-call').click();
              return begun;
            }""";

    /** Returns the time at which the phone first shows that the help desk rings. */
    private static final String RINGING = """
            () => new Promise((done) => {
              const shown = () => document.querySelector('.voip-status[data-state=ringing]') && done(Date.now());
              shown();
              new MutationObserver(shown).observe(document, { subtree: true, attributeFilter: ['data-state'] });
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
                double taken = clickToRinging(visit);
                if (i >= 0) {
                    millis.add(taken);
                }
            }
        }
        String how = millis.size() + " new visitors, p50 " + Report.number(millis.median());
        Report.put(figure, millis.percentile(95), how + ", fake microphone");
    }

    /** In milliseconds, by the clock of the machine, because each window has a clock of its own for the rest. */
    private static double clickToRinging(Visit visit) {
        long[] clicked = new long[1];
        Page phone = visit.context()
                .waitForPage(() -> clicked[0] = ((Number) visit.page().evaluate(CLICK)).longValue());
        return ((Number) phone.evaluate(RINGING)).longValue() - clicked[0];
    }

    /** Headers and bodies as they came from the server, by the browser's own count. */
    @Test
    void bytes() {
        Wire without = load(visit -> visit.open(server.uri("without")));
        Wire before = load(visit -> visit.open(server.uri("index")));
        Wire window = load(visit -> visit.open(server.uri("phone")));
        Wire again = load(visit -> visit.open(server.uri("phone")), visit -> visit.open(server.uri("phone")));
        Report.put(Figure.BYTES_BEFORE_CLICK, before.bytes() - without.bytes(), before.beside(without));
        Report.put(Figure.BYTES_OF_WINDOW, window.bytes(), window.requests() + " requests, ticket included");
        Report.put(Figure.REQUESTS_OF_WINDOW_AGAIN, again.requests(), (long) again.bytes() + " bytes");
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
        return load(visit -> {}, visitor);
    }

    /** What {@code visitor} loads after {@code before}. */
    private static Wire load(Consumer<Visit> before, Consumer<Visit> visitor) {
        try (Visit visit = browser.visit(Languages.PORTUGUESE)) {
            before.accept(visit);
            visit.page().waitForLoadState(LoadState.NETWORKIDLE);
            CDPSession wire = visit.context().newCDPSession(visit.page());
            Sample sizes = new Sample();
            // What comes from the browser's own cache has no length on the wire.
            wire.on("Network.loadingFinished", event -> {
                double size = event.get("encodedDataLength").getAsDouble();
                if (size > 0) {
                    sizes.add(size);
                }
            });
            wire.send("Network.enable");
            visitor.accept(visit);
            visit.page().waitForLoadState(LoadState.NETWORKIDLE);
            return new Wire(sizes.sum(), sizes.size());
        }
    }
}
