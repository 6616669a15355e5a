package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one node issues is good on every node with the same key file, whatever their clocks show. */
class CallTicketsOfNodesTest {
    private static final List<String> BROWSER = List.of("browser 1");
    private static final PortalUser ANA = new PortalUser("ana", "Ana", "INC-7");
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final int MANY = 30_000;

    @TempDir
    Path folder;

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
    private Instant hereNow = NOON;
    private Instant thereNow = NOON;

    private NodeWithKey keys(String node) {
        return new NodeWithKey(folder.resolve(node));
    }

    private CallTickets here(NodeWithKey keys) {
        return new CallTickets(keys.ticketKeys(nanoTime::get), nanoTime::get, () -> hereNow);
    }

    private CallTickets there(NodeWithKey keys) {
        long begun = nanoTime.get();
        return new CallTickets(keys.ticketKeys(nanoTime::get), () -> nanoTime.get() - begun, () -> thereNow);
    }

    private static boolean redeem(CallTickets tickets, String ticket) {
        return tickets.read(ticket, BROWSER).filter(tickets::use).isPresent();
    }

    @Test
    void theOtherNodeAcceptsATicketOnceAPassAndTheNameOfABrowser() {
        CallTickets first = here(keys("first").write("A"));
        CallTickets second = there(keys("second").write("A"));
        String ticket = first.issue("browser 1", Optional.of(ANA));
        String pass = first.issuePass("browser 1", ANA);
        String browser = first.newBrowser();

        assertThat(second.read(ticket, BROWSER))
                .flatMap(CallTickets.Ticket::user)
                .contains(ANA);
        assertThat(redeem(second, ticket)).isTrue();
        assertThat(redeem(second, ticket)).isFalse();
        assertThat(second.readPass(pass, BROWSER)).contains(ANA);
        assertThat(second.browser(browser)).contains(browser);
        assertThat(second.read(ticket, List.of("browser 2"))).isEmpty();
        assertThat(second.readPass(pass, List.of("browser 2"))).isEmpty();
    }

    @Test
    void anotherKeyFileIsAnotherCluster() {
        CallTickets first = here(keys("first").write("A"));
        CallTickets second = there(keys("second").write("B"));

        assertThat(redeem(second, first.issue("browser 1", Optional.empty()))).isFalse();
        assertThat(second.browser(first.newBrowser())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT5S", "-PT5S", "PT1H", "-PT1H"})
    void clocksThatDifferRefuseNobody(Duration difference) {
        CallTickets first = here(keys("first").write("A"));
        CallTickets second = there(keys("second").write("A"));
        thereNow = NOON.plus(difference);

        assertThat(redeem(second, first.issue("browser 1", Optional.empty()))).isTrue();
        assertThat(second.readPass(first.issuePass("browser 1", ANA), BROWSER)).contains(ANA);
    }

    @Test
    void atTheOtherNodeTooATicketAndAPassEnd() {
        CallTickets first = here(keys("first").write("A"));
        CallTickets second = there(keys("second").write("A"));
        String ticket = first.issue("browser 1", Optional.empty());
        String pass = first.issuePass("browser 1", ANA);

        thereNow = NOON.plus(CallTickets.VALID).plus(CallTickets.CLOCKS_DIFFER);
        assertThat(redeem(second, ticket)).isFalse();
        assertThat(second.readPass(pass, BROWSER)).contains(ANA);
        thereNow = NOON.plus(CallTickets.PASS_VALID).plus(CallTickets.CLOCKS_DIFFER);
        assertThat(second.readPass(pass, BROWSER)).isEmpty();
    }

    @Test
    void aClockThatIsSetNeitherShortensNorLengthensTheTimeOfAnOwnTicket() {
        CallTickets node = here(keys("first").write("A"));
        String first = node.issue("browser 1", Optional.empty());
        String second = node.issue("browser 1", Optional.empty());

        hereNow = NOON.plus(Duration.ofDays(400));
        assertThat(redeem(node, first)).isTrue();
        nanoTime.addAndGet(CallTickets.VALID.toNanos());
        hereNow = NOON;
        assertThat(redeem(node, second)).isFalse();
    }

    @Test
    void nobodyIsRefusedWhileTheKeyIsReplacedOnOneNodeAfterTheOther() {
        NodeWithKey one = keys("first").write("A");
        NodeWithKey two = keys("second").write("A");
        CallTickets first = here(one);
        CallTickets second = there(two);
        String browser = first.newBrowser();
        String pass = second.issuePass("browser 1", ANA);
        List<Runnable> changes = List.of(
                () -> {},
                () -> one.write("A", "B"),
                () -> two.write("A", "B"),
                () -> two.write("B"),
                () -> one.write("B"));

        for (Runnable change : changes) {
            change.run();
            nanoTime.addAndGet(LOOK.toNanos());
            assertThat(redeem(second, first.issue("browser 1", Optional.empty())))
                    .isTrue();
            assertThat(redeem(first, second.issue("browser 1", Optional.empty())))
                    .isTrue();
            for (CallTickets node : List.of(first, second)) {
                assertThat(node.browser(browser)).contains(browser);
                assertThat(node.readPass(pass, BROWSER)).contains(ANA);
            }
        }
        nanoTime.addAndGet(TicketKeys.AFTER_REMOVAL.plus(LOOK).toNanos());
        assertThat(first.browser(browser)).isEmpty();
        assertThat(second.browser(browser)).isEmpty();
    }

    @Test
    void whoCameBeforeTheKeyFileWasThereIsStillKnownAfterwards() {
        CallTickets node = here(keys("first"));
        String ticket = node.issue("browser 1", Optional.empty());
        String browser = node.newBrowser();
        keys("first").write("A");
        nanoTime.addAndGet(LOOK.toNanos());

        assertThat(redeem(node, ticket)).isTrue();
        assertThat(node.browser(browser)).contains(browser);
        assertThat(redeem(there(keys("first")), node.issue("browser 1", Optional.empty())))
                .isTrue();
    }

    @Test
    void aKeyFileThatCannotBeReadForAWhileChangesNothing() throws IOException {
        CallTickets node = here(keys("first").write("A"));
        CallTickets other = there(keys("second").write("A"));
        String browser = node.newBrowser();
        Files.delete(folder.resolve("first"));
        nanoTime.addAndGet(LOOK.toNanos());

        assertThat(node.browser(browser)).contains(browser);
        assertThat(redeem(other, node.issue("browser 1", Optional.empty()))).isTrue();
    }

    @Test
    void howeverManyAreUsedNoneIsGoodTwiceAndMemoryHasAnEnd() {
        CallTickets first = here(keys("first").write("A"));
        CallTickets second = there(keys("second").write("A"));
        List<String> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            hereNow = hereNow.plusMillis(1);
            all.add(first.issue("browser 1", Optional.empty()));
        }
        long good = all.stream().filter(ticket -> redeem(second, ticket)).count();
        long again = all.stream().filter(ticket -> redeem(second, ticket)).count();

        System.out.println(good + " of " + MANY + " tickets of another node were good, " + again + " of them twice");
        assertThat(good).isEqualTo(MANY);
        assertThat(again).isZero();
        assertThat(second.remembered()).isLessThan(MANY);
    }
}
