package org.portalvoip.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.server.Launch;
import org.portalvoip.testing.server.Server;

/** What the footer costs the portal and its visitors. */
@Tag("benchmark")
@ExtendWith(Report.class)
class PortalBenchmark {
    private static final String WITH = "index";
    private static final String WITHOUT = "without";
    private static final int POLLS_PER_SECOND = 2;
    private static final int VISITORS = Scale.times(1000);

    @AutoClose
    static Server server;

    static Site site;

    @BeforeAll
    static void start() {
        server = Server.startQuiet(
                BenchmarkWar.withProbe(), Path.of("target/benchmark/portal"), Launch.COMPILE_FULLY, "-Xmx512m");
        site = new Site(server);
    }

    @Test
    void timeOfThePage() throws Exception {
        compare(WITH, WITHOUT, Figure.FOOTER_ON, Figure.FOOTER_OFF);
    }

    @Test
    void timeOfALargePage() throws Exception {
        compare("large", "large-without", Figure.FOOTER_ON_LARGE, Figure.FOOTER_OFF_LARGE);
    }

    private static void compare(String page, String pageWithout, Figure figureOn, Figure figureOff) throws Exception {
        PageDriver with = new PageDriver(server, page);
        PageDriver without = new PageDriver(server, pageWithout);
        try (Machine machine = new Machine(server)) {
            PageComparison warmUp = new PageComparison(with, without);
            PageComparison on = new PageComparison(with, without);
            PageComparison off = new PageComparison(with, without);
            for (int round = -Scale.ROUNDS / 2; round < Scale.ROUNDS; round++) {
                site.callable(true);
                (round < 0 ? warmUp : on).round();
                site.callable(false);
                (round < 0 ? warmUp : off).round();
            }
            on.put(figureOn, machine);
            off.put(figureOff, machine);
        }
    }

    @Test
    void statementsAndSessions() {
        site.callable(true);
        visit(Figure.STATEMENTS, Figure.SESSIONS);
        site.callable(false);
        visit(Figure.STATEMENTS_OFF, Figure.SESSIONS_OFF);
    }

    /** The poll counts as background only as often as the clock allows; a visitor who causes more of it is found out. */
    private static void visit(Figure statements, Figure sessions) {
        site.visit(WITH);
        awaitTwoPolls();
        double executed = site.probe("statements");
        double polled = site.probe("polls");
        double made = site.probe("sessions");
        long begun = System.nanoTime();
        for (int i = 0; i < VISITORS; i++) {
            assertThat(site.visit(WITH).headers().allValues("Set-Cookie")).isEmpty();
        }
        double rest = site.probe("statements") - executed;
        double polls = site.probe("polls") - polled;
        double expected = Math.ceil((System.nanoTime() - begun) / 1e9 * POLLS_PER_SECOND) + 1;
        String how = VISITORS + " visitors";
        Report.put(
                statements,
                (rest + Math.max(0, polls - expected)) / VISITORS,
                how + ", counted by H2: " + (long) rest + " besides " + (long) polls + " of the poll, which may run "
                        + (long) expected + " times");
        Report.put(sessions, (site.probe("sessions") - made) / VISITORS, how + ", no cookie set");
    }

    /** The first one after a save still reads what was saved, which no visitor causes. */
    private static void awaitTwoPolls() {
        double polled = site.probe("polls");
        Await.until(Await.SOON, () -> site.probe("polls"), polls -> polls >= polled + 2);
    }

    @Test
    void bytes() {
        site.callable(false);
        int page = site.visit(WITHOUT).body().length();
        Report.put(Figure.FOOTER_OFF_BYTES, site.visit(WITH).body().length() - page, "page of " + page + " bytes");
    }

    @Test
    void readingTheParameters() {
        Report.put(Figure.READ, site.probe("read"), "10 million reads, median of 9 rounds");
    }
}
