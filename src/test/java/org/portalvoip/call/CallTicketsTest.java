package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.sip.Callee;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.Replaces;

/** A ticket opens one socket, of its holder, within a minute. */
class CallTicketsTest {
    private static final int TIMES = 1000;

    /** A clock may begin anywhere. */
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);

    private static final PortalUser ANA = new PortalUser("ana", "Ana", "INC-7");

    private Instant now = Instant.parse("2026-11-26T12:00:00Z");

    private final CallTickets tickets = node(NodeWithKey.none());

    private CallTickets node(NodeWithKey keys) {
        return new CallTickets(keys.ticketKeys(nanoTime::get), nanoTime::get, () -> now);
    }

    private boolean redeem(String ticket, List<String> holders) {
        return tickets.read(ticket, holders).filter(tickets::use).isPresent();
    }

    @Test
    void aTicketIsGoodOnceForItsHolder() {
        int good = 0;
        int again = 0;
        Set<String> different = new HashSet<>();
        for (int i = 0; i < TIMES; i++) {
            String ticket = tickets.issue("browser 1", Optional.empty());
            different.add(ticket);
            good += redeem(ticket, List.of("user 2", "browser 1")) ? 1 : 0;
            nanoTime.addAndGet(CallTickets.VALID.toNanos() / 100);
            again += redeem(ticket, List.of("browser 1")) ? 1 : 0;
        }

        System.out.println(good + " of " + TIMES + " tickets were good, " + again + " of them twice");
        assertThat(good).isEqualTo(TIMES);
        assertThat(again).isZero();
        assertThat(different).hasSize(TIMES);
    }

    @Test
    void noUsedTicketIsForgottenWhileItIsValid() {
        List<String> used = new ArrayList<>();
        for (int i = 0; i < TIMES / 5; i++) {
            String ticket = tickets.issue("browser 1", Optional.empty());
            assertThat(redeem(ticket, List.of("browser 1"))).isTrue();
            used.add(ticket);
            nanoTime.addAndGet(CallTickets.VALID.toNanos() / 37);
            assertThat(used).noneMatch(each -> redeem(each, List.of("browser 1")));
        }
    }

    @Test
    void aTicketIsGoodForAMinute() {
        String first = tickets.issue("browser 1", Optional.empty());
        String second = tickets.issue("browser 1", Optional.empty());

        nanoTime.addAndGet(CallTickets.VALID.toNanos() - 1);
        assertThat(redeem(first, List.of("browser 1"))).isTrue();
        nanoTime.incrementAndGet();
        assertThat(redeem(second, List.of("browser 1"))).isFalse();
    }

    @Test
    void anotherBrowsersTicketOpensNothingAndRemainsGood() {
        String ticket = tickets.issue("browser 1", Optional.empty());

        assertThat(redeem(ticket, List.of("browser 2", "network 192.0.2.1"))).isFalse();
        assertThat(redeem(ticket, List.of("browser 1"))).isTrue();
    }

    @Test
    void aWordLeadsItsHolderToOneExtensionOnceAndSoon() {
        Callee goal = new Callee(new Extension("*21#"));
        String ticket = tickets.issueForTransfer("browser 1", goal);

        assertThat(tickets.useForTransfer(ticket, "browser 2")).isEmpty();
        assertThat(tickets.useForTransfer(ticket, "browser 1"))
                .map(CallTickets.Transfer::goal)
                .contains(goal);
        assertThat(tickets.useForTransfer(ticket, "browser 1")).isEmpty();
        assertThat(tickets.useForTransfer(tickets.issue("browser 1", Optional.empty()), "browser 1"))
                .isEmpty();
        assertThat(redeem(tickets.issueForTransfer("browser 1", goal), List.of("browser 1")))
                .isFalse();
        String old = tickets.issueForTransfer("browser 1", goal);
        nanoTime.addAndGet(CallTickets.VALID.toNanos());
        assertThat(tickets.useForTransfer(old, "browser 1")).isEmpty();
    }

    @Test
    void theTalkThatATransferReplacesIsNotToldToTheBrowserThatCarriesIt() {
        Callee goal = new Callee(new Extension("0801"), new Replaces("call-id@desk;to-tag=a;from-tag=b"));
        String ticket = tickets.issueForTransfer("browser 1", goal);

        String carried = new String(Base64.getUrlDecoder().decode(ticket), StandardCharsets.ISO_8859_1);
        assertThat(carried).contains("0801").doesNotContain("call-id", "desk", "tag");
        assertThat(tickets.useForTransfer(ticket, "browser 1"))
                .map(CallTickets.Transfer::goal)
                .contains(goal);
    }

    @Test
    void theTicketOfANodeWithoutOurKeyOpensNothing() {
        assertThat(redeem(node(NodeWithKey.none()).issue("browser 1", Optional.empty()), List.of("browser 1")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "voip", "=", "\u0000", "AAAA", "not base64!"})
    void whatIsNoTicketOpensNothing(String text) {
        assertThat(redeem(text, List.of("browser 1", ""))).isFalse();
        assertThat(tickets.browser(text)).isEmpty();
    }

    @Test
    void noByteOfATicketCanBeChanged() {
        String ticket = tickets.issue("browser 1", Optional.empty());
        int refused = 0;
        for (int i = 0; i < ticket.length() - 1; i++) {
            char other = ticket.charAt(i) == 'A' ? 'B' : 'A';
            String forged = ticket.substring(0, i) + other + ticket.substring(i + 1);
            refused += redeem(forged, List.of("browser 1")) ? 0 : 1;
        }

        assertThat(refused).isEqualTo(ticket.length() - 1);
        assertThat(redeem(ticket, List.of("browser 1"))).isTrue();
    }

    @Test
    void aBrowserKeepsItsNameAndCannotChooseOne() {
        String name = tickets.newBrowser();

        assertThat(tickets.browser(name)).contains(name);
        assertThat(tickets.browser(name.replace(name.charAt(3), name.charAt(3) == 'A' ? 'B' : 'A')))
                .isEmpty();
        assertThat(node(NodeWithKey.none()).browser(name)).isEmpty();
        assertThat(tickets.browser("A".repeat(10_000))).isEmpty();
    }

    @Test
    void aTicketNamesTheUserOfThePortal() {
        String ticket = tickets.issue("browser 1", Optional.of(ANA));

        assertThat(tickets.read(ticket, List.of("browser 1")).orElseThrow().user())
                .contains(ANA);
        assertThat(tickets.read(ticket, List.of("browser 2"))).isEmpty();
    }

    @Test
    void aPassIsGoodTwiceForItsHolderAndForTwoHours() {
        String pass = tickets.issuePass("browser 1", ANA);

        nanoTime.addAndGet(CallTickets.PASS_VALID.toNanos() - 1);
        assertThat(tickets.readPass(pass, List.of("browser 1"))).contains(ANA);
        assertThat(tickets.readPass(pass, List.of("browser 1"))).contains(ANA);
        assertThat(tickets.readPass(pass, List.of("browser 2"))).isEmpty();
        nanoTime.incrementAndGet();
        assertThat(tickets.readPass(pass, List.of("browser 1"))).isEmpty();
    }

    @Test
    void aPassOpensNoSocketAndATicketIsNoPass() {
        assertThat(redeem(tickets.issuePass("browser 1", ANA), List.of("browser 1")))
                .isFalse();
        String ticket = tickets.issue("browser 1", Optional.of(ANA));
        assertThat(tickets.readPass(ticket, List.of("browser 1"))).isEmpty();
    }

    @Test
    void nobodyCanMoveTheEndOfTheHolderIntoTheNameOfTheUser() {
        byte[] ticket = Base64.getUrlDecoder().decode(tickets.issue("browser 1", Optional.of(ANA)));
        byte[] withoutUser = Arrays.copyOf(ticket, ticket.length - ANA.text().length());

        assertThat(tickets.read(Base64.getUrlEncoder().encodeToString(withoutUser), List.of("browser 1" + ANA.text())))
                .isEmpty();
    }
}
