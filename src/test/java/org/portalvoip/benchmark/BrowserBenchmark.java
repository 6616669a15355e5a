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
import org.portalvoip.testing.browser.ForeignPortal;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.lab.Relay;
import org.portalvoip.testing.server.Launch;
import org.portalvoip.testing.server.Server;

/**
 * What a caller's browser loads, and the time from the click to ringing, with a help desk that rings at once. Longer
 * than 200 lines, because all figures are measured with the same server and browser.
 */
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

    /** For each page before it loads: notes the time at which the phone first shows that the help desk rings. */
    private static final String NOTE_RINGING = """
            new MutationObserver(() => {
              if (document.querySelector('.voip-status[data-state=ringing]')) window.rang ??= Date.now();
            }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-state'] });""";

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
                "-Dvoip.sound-timeout=300",
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
                visit.context().addInitScript(NOTE_RINGING);
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
        phone.locator(".voip-status[data-state=ringing]").waitFor();
        return ((Number) phone.evaluate("rang")).longValue() - clicked[0];
    }

    /** Headers and bodies as they came from the server, by the browser's own count. */
    @Test
    void bytes() {
        Wire without = load(visit -> visit.open(server.uri("without")));
        Wire before = load(visit -> visit.open(server.uri("index")));
        Wire window = load(visit -> visit.open(server.uri("phone")));
        Wire again = load(BrowserBenchmark::callBriefly, visit -> visit.open(server.uri("phone")));
        Report.put(Figure.BYTES_BEFORE_CLICK, before.bytes() - without.bytes(), before.beside(without));
        Report.put(Figure.BYTES_OF_WINDOW, window.bytes(), window.requests() + " requests, ticket included");
        Report.put(Figure.REQUESTS_OF_WINDOW_AGAIN, again.requests(), (long) again.bytes() + " bytes");
        Wire screen = load(visit -> {
            site.administrator().lendSession(visit);
            visit.open(server.uri("admin/parameters"));
        });
        Report.put(Figure.BYTES_OF_SCREEN, screen.bytes(), screen.requests() + " requests");
    }

    /** A window that is left during a call would ask first. */
    private static void callBriefly(Visit visit) {
        visit.open(server.uri("phone"));
        visit.page().locator("[data-part=hangup]").click();
        visit.page().locator(".voip-status[data-state=ended]").waitFor();
    }

    /** On, off and without the line by turns, because a machine is not equally fast all the time. */
    @Test
    void pageOfAnotherOrigin() {
        try (ForeignPortal portal = new ForeignPortal(server)) {
            URI with = portal.page("", "");
            URI without = portal.pageWithoutTheLine();
            Sample on = new Sample();
            Sample off = new Sample();
            Sample bare = new Sample();
            for (int i = 0; i < CLICKS; i++) {
                site.callable(true);
                on.add(millisToLoad(with));
                site.callable(false);
                off.add(millisToLoad(with));
                bare.add(millisToLoad(without));
            }
            String beside = Report.number(bare.median()) + " ms without";
            Report.put(Figure.FOREIGN_ON, on.median() / bare.median(), Report.number(on.median()) + " ms, " + beside);
            Report.put(
                    Figure.FOREIGN_OFF, off.median() / bare.median(), Report.number(off.median()) + " ms, " + beside);

            Wire plain = load(visit -> visit.open(without));
            Wire silent = load(visit -> visit.open(with));
            Report.put(Figure.FOREIGN_OFF_BYTES, silent.bytes() - plain.bytes(), silent.beside(plain));
            site.callable(true);
            Wire first = load(visit -> visit.open(with));
            Wire again = load(visit -> visit.open(with), visit -> visit.open(with));
            Report.put(Figure.FOREIGN_ON_BYTES, first.bytes() - plain.bytes(), first.beside(plain));
            Report.put(Figure.FOREIGN_AGAIN, again.requests() - plain.requests(), (long) again.bytes() + " bytes");
        }
    }

    /** A new visitor's, until the browser has run the scripts of the page. */
    private static double millisToLoad(URI page) {
        try (Visit visit = browser.visit(Languages.SPANISH)) {
            visit.open(page);
            visit.page().waitForLoadState(LoadState.LOAD);
            return ((Number) visit.page().evaluate("performance.getEntriesByType('navigation')[0].loadEventStart"))
                    .doubleValue();
        }
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
