package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.portalvoip.janus.IceCandidate;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.janus.Jsep;
import org.portalvoip.janus.Line;
import org.portalvoip.janus.LineLab;
import org.portalvoip.janus.LineListener;
import org.portalvoip.janus.Probe;
import org.portalvoip.janus.ProbeListener;
import org.portalvoip.janus.SipEvent;
import org.portalvoip.sip.Extension;
import org.portalvoip.start.Settings;
import org.portalvoip.web.ClientNetwork;

/**
 * What a call asks of its line, and what the browser learns of what happens there. Longer than 200 lines, because each
 * thing that can happen on a line has its effect on the browser.
 */
class CallOnLineTest {
    private static final CallEvent OFFER = new CallEvent.Said(new BrowserMessage.Offer(Jsep.offer("v=0\r\n")));
    private static final IceCandidate CANDIDATE = new IceCandidate("candidate:1 1 udp 1 192.0.2.7 9 typ host", "0", 0);
    private static final CallTimes AN_HOUR = new CallTimes(
            Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));

    private final FakeSocket socket = new FakeSocket();
    private final Browser browser = new Browser(socket.session);
    private final AtomicLong nanoTime = new AtomicLong();

    private CallLoop begin(String extension, Function<LineListener, CompletionStage<Line>> gateway) {
        CallLoop loop = open(extension, gateway, (offer, listener) -> new CompletableFuture<>());
        loop.post(OFFER);
        return loop;
    }

    private final List<CallMoved> moves = new CopyOnWriteArrayList<>();

    private CallLoop open(
            String extension,
            Function<LineListener, CompletionStage<Line>> gateway,
            BiFunction<Jsep, ProbeListener, CompletionStage<Probe>> probes) {
        CallLimits limits = new CallLimits(new CallLimits.Most(9, 9, 9, 9, 9));
        Caller caller = new Caller("browser", ClientNetwork.of("192.0.2.1"));
        Place place = new Place(caller, new WaitingRoom(9), limits, () -> Duration.ZERO);
        CallLoop loop = new CallLoop(
                CallLoop.Past.none(),
                browser,
                gateway,
                probes,
                place,
                Introduction.NONE,
                new OtherNodes(),
                nanoTime::get);
        loop.whenMoved(moves::add);
        loop.begin(Call.opened(
                new Extension(extension),
                AN_HOUR,
                BrowserNews.ready(
                        List.of(new IceServer("stun:stun.example", null)),
                        "token",
                        Duration.ofSeconds(45),
                        Settings.Dtmf.AUTO,
                        Optional.empty())));
        return loop;
    }

    private CallLoop withoutAnswer() {
        return begin("0800", listener -> new CompletableFuture<>());
    }

    private boolean told(String... words) {
        return List.copyOf(socket.sent).stream()
                .anyMatch(text -> List.of(words).stream().allMatch(text::contains));
    }

    @Test
    void aCallGoesThroughJanusFromTheOfferToTheHangUp() {
        try (LineLab lab = new LineLab()) {
            CallLoop loop = begin("0777", lab::open);
            lab.await(() -> told("\"established\""));
            loop.post(new CallEvent.Said(new BrowserMessage.Candidate(CANDIDATE)));
            lab.await(() -> told("\"candidate\"", CANDIDATE.candidate()));
            loop.post(new CallEvent.Said(new BrowserMessage.Dtmf('7')));
            lab.await(() -> lab.requests("dtmf_info").size() == 1);
            loop.post(new CallEvent.Said(new BrowserMessage.HangUp()));
            lab.await(loop.ended()::isDone);

            assertThat(socket.sent).first().asString().contains("ready", "stun:stun.example");
            assertThat(told("\"answer\"", "v=0")).isTrue();
            assertThat(socket.sent).last().asString().contains("ended", "HANG_UP");
            assertThat(lab.requests("call").get(0).getJsonObject("body").getString("uri"))
                    .startsWith("sip:0777@");
            assertThat(lab.requests("hangup")).hasSize(1);
            assertThat(lab.requests("destroy")).hasSize(1);
        }
    }

    @Test
    void eachPhaseIsToldWithTheTimeThatThePhaseBeforeTook() {
        try (LineLab lab = new LineLab()) {
            CallLoop loop = open("0777", lab::open, (offer, listener) -> new CompletableFuture<>());
            nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
            loop.post(OFFER);
            lab.await(() -> told("\"established\""));
            nanoTime.addAndGet(Duration.ofSeconds(60).toNanos());
            loop.post(new CallEvent.Said(new BrowserMessage.HangUp()));
            lab.await(loop.ended()::isDone);

            assertThat(moves.get(0))
                    .isEqualTo(new CallMoved(loop.id(), CallState.NEW, CallState.CALLING, Duration.ofSeconds(1), null));
            assertThat(moves)
                    .contains(new CallMoved(
                            loop.id(),
                            CallState.ESTABLISHED,
                            CallState.ENDING,
                            Duration.ofSeconds(60),
                            EndReason.HANG_UP));
            assertThat(moves.get(moves.size() - 1).to()).isEqualTo(CallState.ENDED);
            assertThat(moves).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatArrivesInATalkIsAcknowledgedSoThatAnotherNodeMissesNothing() {
        try (LineLab lab = new LineLab()) {
            CallLoop loop = begin("0777", lab::open);
            lab.await(() -> told("\"established\""));
            loop.post(browser, new CallEvent.Said(new BrowserMessage.Dtmf('7')));
            loop.post(browser, new CallEvent.Said(new BrowserMessage.Candidate(CANDIDATE)));
            lab.await(() -> told("\"received\"", "\"count\":1") && told("\"received\"", "\"count\":2"));
            loop.post(browser, new CallEvent.Said(new BrowserMessage.HangUp()));
            lab.await(loop.ended()::isDone);
        }
    }

    @Test
    void theDeskIsCalledWhenTheBrowserHasFoundItsWayByTheEchoTest() {
        try (LineLab lab = new LineLab()) {
            CallLoop loop = open("0800", lab::open, lab::probe);
            loop.post(new CallEvent.Said(new BrowserMessage.Probe(Jsep.offer("v=0\r\n"))));
            loop.post(new CallEvent.Said(new BrowserMessage.ProbeCandidate(CANDIDATE)));
            loop.post(OFFER);
            lab.await(() -> told("\"probe\"", "\"sdp\"") && told("\"candidate\"", "\"probe\":true"));
            lab.await(() -> lab.requests("trickle").size() == 1
                    && lab.requests("register").size() == 2);
            assertThat(lab.requests("call")).isEmpty();

            loop.post(new CallEvent.Said(new BrowserMessage.Reached()));
            lab.await(() -> told("\"established\""));
            lab.await(() -> lab.requests("destroy").size() == 1);
            loop.post(new CallEvent.Said(new BrowserMessage.HangUp()));
            lab.await(loop.ended()::isDone);
        }
    }

    @Test
    void aJanusWithoutEchoTestCallsTheDeskAsEver() {
        try (LineLab lab = new LineLab()) {
            lab.withoutEchoTest();
            for (int call = 1; call <= 2; call++) {
                CallLoop loop = open("0800", lab::open, lab::probe);
                loop.post(new CallEvent.Said(new BrowserMessage.Probe(Jsep.offer("v=0\r\n"))));
                loop.post(OFFER);
                lab.await(() -> told("\"established\""));
                loop.post(new CallEvent.Said(new BrowserMessage.HangUp()));
                lab.await(loop.ended()::isDone);
                socket.sent.clear();
            }
            // Once is enough to know.
            assertThat(lab.requests("attach"))
                    .filteredOn(it -> it.toString().contains("echotest"))
                    .hasSize(1);
        }
    }

    @Test
    void aCallThatJanusRefusesEndsAndTheLineGoesBack() {
        try (LineLab lab = new LineLab()) {
            lab.refuseOnce("call");
            CallLoop loop = begin("0800", lab::open);
            lab.await(() -> told("\"ended\"") || lab.requests("hangup").size() == 1);
            nanoTime.addAndGet(Call.FAREWELL.toNanos());
            loop.post(new CallEvent.Tick());
            lab.await(loop.ended()::isDone);

            assertThat(socket.sent).last().asString().contains("ended", "GATEWAY_AWAY");
            lab.await(() -> lab.requests("destroy").size() == 1); // it may still be on its way
        }
    }

    @Test
    void aCallWhoseLineIsTakenAwayEnds() {
        try (LineLab lab = new LineLab()) {
            CallLoop loop = begin("0180", lab::open);
            lab.await(() -> told("\"ringing\""));
            lab.cut();
            lab.await(loop.ended()::isDone);

            assertThat(socket.sent).last().asString().contains("ended", "GATEWAY_LOST");
        }
    }

    @Test
    void withoutALineThereIsNoCall() {
        CallLoop loop = begin("0800", listener -> CompletableFuture.failedStage(LineLab.failure(Kind.TOO_MANY, 0)));

        assertThat(loop.ended()).isDone();
        assertThat(socket.sent).last().asString().contains("ended", "ALL_LINES_BUSY");
    }

    @Test
    void theBrowserLearnsOfWhatHappensOnTheLine() {
        CallLoop loop = withoutAnswer();

        loop.sip(new SipEvent.Ringing(), null);
        assertThat(socket.sent).last().asString().contains("\"ringing\"");
        loop.sip(new SipEvent.Accepted(), new Jsep("answer", "v=0\r\nanswer"));
        assertThat(told("\"answer\"", "v=0\\r\\nanswer")).isTrue();
        assertThat(socket.sent).last().asString().contains("\"established\"");
        loop.candidate(new IceCandidate("candidate:2", null, 3));
        assertThat(socket.sent)
                .last()
                .asString()
                .isEqualTo("{\"type\":\"candidate\",\"candidate\":\"candidate:2\"," + "\"sdpMLineIndex\":3}");
        loop.media("audio", true);
        assertThat(socket.sent).last().asString().contains("\"media\"", "true");
        loop.media("audio", false);
        assertThat(socket.sent).last().asString().contains("\"media\"", "false");
        loop.slowLink(true, 9);
        assertThat(socket.sent).last().asString().contains("\"slowlink\"");
    }

    @Test
    void theEndOfTheMediaIsTheEndOfTheCallASecondLater() {
        CallLoop loop = withoutAnswer();
        loop.sip(new SipEvent.Accepted(), null);
        loop.mediaClosed(false, "ICE failed");
        assertThat(told("\"ended\"")).isFalse();

        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        loop.post(new CallEvent.Tick());
        loop.lost(LineLab.failure(Kind.ENDED_BY_JANUS, 0));
        assertThat(socket.sent).last().asString().contains("ended", "MEDIA_FAILED");
    }
}
