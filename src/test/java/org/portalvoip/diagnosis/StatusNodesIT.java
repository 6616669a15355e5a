package org.portalvoip.diagnosis;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.call.EndReason;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.Keys;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.lab.ReturningCaller;
import org.portalvoip.testing.lab.TwoNodes;
import org.portalvoip.testing.server.SharedServer;

/** On the status page of one node an administrator sees all nodes and the calls of the others, and can end them. */
@ExtendWith(SharedServer.class)
@Tag("thorough")
class StatusNodesIT {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    @AutoClose
    private static TwoNodes nodes;

    private final Browser browser;

    StatusNodesIT(Browser browser) {
        this.browser = browser;
    }

    @BeforeAll
    static void start() {
        nodes = TwoNodes.start("status-nodes");
        nodes.world.with();
        nodes.awaitGateways();
    }

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
    }

    @Test
    void theCallOfTheOtherNodeAndTheNodeItselfAreShown() throws Exception {
        nodes.lead(true);
        ReturningCaller caller = nodes.call(THREADS);
        try (Visit visit = browser.visit(Languages.ENGLISH)) {
            nodes.world.administrator().lendSession(visit);
            Locator talks = visit.page()
                    .locator("[data-call]")
                    .filter(new Locator.FilterOptions().setHasText(visit.text("status.phase.ESTABLISHED")));
            Locator alive = visit.page().locator("[data-node='second'][data-state='ALIVE']");
            Await.until(Await.PATIENTLY, () -> reload(visit, talks, alive), there -> there);

            assertThat(talks).containsText("second");
            assertThat(visit.page().locator("[data-node='first']")).hasAttribute("data-state", "THIS");
            assertThat(alive).containsText(Pattern.compile("[0-9]+\\.[0-9]+"));
            assertThat(alive).containsText(visit.text("status.none"));

            Keys keys = new Keys(visit);
            keys.press(talks.locator("summary"), "Enter");
            keys.press(talks.getByText(visit.text("status.end.act")), "Space");
            assertThat(visit.page().locator("[data-ended]")).hasText(visit.text("status.ended.ASKED"));
        }
        Assertions.assertThat(caller.hearEnd(Await.SOON)).isEqualTo(EndReason.ADMINISTRATOR);
        nodes.world.awaitDeskCalls(0, Await.PATIENTLY);
    }

    /** Whether each of {@code wanted} is there once. */
    private static boolean reload(Visit visit, Locator... wanted) {
        visit.open(nodes.world.server.uri("admin/status"));
        return Stream.of(wanted).allMatch(one -> one.count() == 1);
    }
}
