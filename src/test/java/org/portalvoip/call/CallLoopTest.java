package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.janus.JanusException;
import org.portalvoip.janus.Jsep;
import org.portalvoip.janus.Line;
import org.portalvoip.janus.LineListener;
import org.portalvoip.sip.Extension;
import org.portalvoip.start.Settings;
import org.portalvoip.web.ClientNetwork;

/**
 * One call at a time does one thing at a time, whoever speaks from wherever; and nobody ever waits for anybody. Longer
 * than 200 lines, because each case needs the same fakes of browser, line and clock.
 */
class CallLoopTest {
    private static final int TIMES = 10_000;
    private static final int SECONDS = 10;
    private static final int MANY = 1_000_000;
    private static final Caller CALLER = new Caller("browser", ClientNetwork.of("192.0.2.1"));
    private static final CallTimes LIMITS = new CallTimes(
            Duration.ofSeconds(20),
            Duration.ofSeconds(45),
            Duration.ofSeconds(120),
            Duration.ofSeconds(5),
            Duration.ofSeconds(45));
    private static final CallEvent OFFER = new CallEvent.Said(new BrowserMessage.Offer(Jsep.offer("v=0\r\n")));
    private static final ExecutorService OTHERS = Executors.newFixedThreadPool(2);

    /** Ten thousand calls need not tell how they ended. */
    private static final Logger LOG = Logger.getLogger(CallLoop.class.getName());

    private final FakeSocket socket = new FakeSocket();
    private final CallLimits limits = new CallLimits(new CallLimits.Most(MANY, MANY, MANY, MANY, MANY));
    private final WaitingRoom room = new WaitingRoom(MANY);
    private final AtomicLong nanoTime = new AtomicLong();

    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.WARNING);
    }

    @AfterAll
    static void stop() {
        LOG.setLevel(null);
        OTHERS.shutdownNow();
    }

    private CallLoop begin(FakeSocket browser, Function<LineListener, CompletionStage<Line>> gateway, Place place) {
        CallLoop loop = new CallLoop(
                CallLoop.Past.none(),
                new Browser(browser.session),
                gateway,
                (offer, listener) -> new CompletableFuture<>(),
                place,
                Introduction.NONE,
                new OtherNodes(),
                nanoTime::get);
        loop.begin(Call.opened(
                new Extension("0800"),
                LIMITS,
                BrowserNews.ready(List.of(), "token", LIMITS.resume(), Settings.Dtmf.AUTO, Optional.empty())));
        return loop;
    }

    private Place place() {
        return place(room);
    }

    private Place place(WaitingRoom waiting) {
        return new Place(CALLER, waiting, limits, () -> Duration.ZERO);
    }

    private CallLoop begin() {
        return begin(socket, listener -> new CompletableFuture<>(), place());
    }

    private void assertAllPlacesFree() {
        assertThat(limits.total()).isZero();
        assertThat(room.size()).isZero();
    }

    private void tickAfter(CallLoop loop, Duration time) {
        nanoTime.addAndGet(time.toNanos());
        loop.post(new CallEvent.Tick());
    }

    /**
     * The other thread is waited for from inside the container's operation: would a lock of ours be held there, it
     * could not come through. That is how writer and call once waited for each other on Payara.
     */
    @ParameterizedTest
    @ValueSource(strings = {"send", "ping", "close"})
    void aContainerThatCallsBackFromInsideNeverBlocksACall(String operation) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            FakeSocket browser = new FakeSocket();
            CallLoop loop = begin(browser, listener -> new CompletableFuture<>(), place());
            CallEvent event = eventNumber(i);
            boolean ownThread = i % 2 == 0;
            browser.callingBack(now -> {
                if (now.equals(operation)) {
                    callBack(loop, event, ownThread);
                }
            });
            loop.post(OFFER);
            tickAfter(loop, Duration.ofSeconds(15));
            loop.post(new CallEvent.LineLost(JanusException.from(new IOException("Janus is gone"))));
            tickAfter(loop, Call.FAREWELL);
            assertAllPlacesFree();
            tickAfter(loop, LIMITS.resume());

            assertThat(loop.isSettled()).isTrue();
            assertThat(browser.closed).hasValueLessThanOrEqualTo(1);
        }
        assertThat(ManagementFactory.getThreadMXBean().findDeadlockedThreads()).isNull();
    }

    private static CallEvent eventNumber(int i) {
        return switch (i % 5) {
            case 0 -> new CallEvent.BrowserClosed();
            case 1 -> new CallEvent.End(EndReason.SHUTDOWN);
            case 2 -> new CallEvent.Said(new BrowserMessage.HangUp());
            case 3 -> new CallEvent.Tick();
            default -> new CallEvent.Pong();
        };
    }

    private static void callBack(CallLoop loop, CallEvent event, boolean ownThread) {
        if (ownThread) {
            loop.post(event);
            return;
        }
        try {
            OTHERS.submit(() -> loop.post(event)).get(SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("Another thread could not come through", e);
        }
    }

    /** The lock of the fake is held as Tyrus holds its writer's: around the send, and around what calls us back. */
    @Test
    void aContainerMayHoldItsOwnLockOnBothWays() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            FakeSocket browser = new FakeSocket();
            Object writer = new Object();
            CallLoop loop = begin(browser, listener -> new CompletableFuture<>(), place());
            browser.callingBack(operation -> {
                synchronized (writer) {
                    loop.post(new CallEvent.Pong());
                }
            });
            CallEvent event = eventNumber(i);
            Future<?> container = OTHERS.submit(() -> {
                synchronized (writer) {
                    loop.post(event);
                }
            });
            loop.post(OFFER);
            loop.post(new CallEvent.End(EndReason.FAILED));
            container.get(SECONDS, TimeUnit.SECONDS);

            assertAllPlacesFree();
        }
        assertThat(ManagementFactory.getThreadMXBean().findDeadlockedThreads()).isNull();
    }

    @Test
    void anEffectThatFailsEndsTheCallAndTheOthersAreStillCarriedOut() {
        CallLoop loop = begin(
                socket,
                listener -> {
                    throw new IllegalStateException("no gateway");
                },
                place());
        loop.post(OFFER);

        tickAfter(loop, Call.FAREWELL);
        tickAfter(loop, Call.FAREWELL);

        assertThat(socket.sent).last().asString().contains("\"ended\"", "FAILED");
        assertThat(socket.closed).hasValue(1);
        assertAllPlacesFree();
    }

    @Test
    void limitsThatFailDoNotKeepTheBrowser() {
        Place place = new Place(CALLER, room, limits, () -> {
            throw new AssertionError("limits");
        });
        CallLoop loop = begin(socket, listener -> new CompletableFuture<>(), place);

        loop.post(OFFER);

        assertThat(socket.sent).last().asString().contains("ended", "FAILED");
        assertThat(loop.ended()).isDone();
        assertAllPlacesFree();
    }

    @Test
    void aSocketTakesALineWithItsOfferAndNoSooner() {
        CallLoop loop = begin();
        assertThat(room.size()).isEqualTo(1);
        assertThat(limits.total()).isZero();

        loop.post(OFFER);

        assertThat(room.size()).isZero();
        assertThat(limits.total()).isEqualTo(1);
    }

    @Test
    void whoHasMadeAnOfferNeedNotGiveWay() {
        WaitingRoom small = new WaitingRoom(1);
        CallLoop first = begin(socket, listener -> new CompletableFuture<>(), place(small));
        first.post(OFFER);
        begin(new FakeSocket(), listener -> new CompletableFuture<>(), place(small));
        first.post(new CallEvent.GiveWay());

        assertThat(socket.sent).last().asString().contains("calling");
    }

    @Test
    void whoWaitsLongestGivesWayAndIsToldWhy() {
        WaitingRoom small = new WaitingRoom(1);
        begin(socket, listener -> new CompletableFuture<>(), place(small));
        begin(new FakeSocket(), listener -> new CompletableFuture<>(), place(small));

        assertThat(socket.sent).last().asString().contains("ended", "RUSH");
        assertThat(small.size()).isEqualTo(1);
    }

    @Test
    void aBrowserThatReadsNothingIsCutOffWhenTheFarewellIsOver() {
        socket.stuck();
        CallLoop loop = begin();
        loop.post(new CallEvent.End(EndReason.SHUTDOWN));
        assertThat(socket.closed).hasValue(0);

        tickAfter(loop, Call.FAREWELL);

        assertThat(socket.closed).hasValue(1);
        assertThat(loop.isSettled()).isTrue();
        assertAllPlacesFree();
    }

    @Test
    void aBrowserThatReadsNothingIsNotRememberedForEver() {
        socket.stuck();
        CallLoop loop = begin();

        for (int i = 0; i < 200; i++) {
            loop.post(new CallEvent.SlowLink());
        }
        assertThat(loop.ended()).isDone();
        assertAllPlacesFree();

        tickAfter(loop, Call.FAREWELL);
        assertThat(socket.closed).hasValue(1);
    }

    @Test
    void aBrowserThatCannotBeSentToLosesItsCall() {
        CallLoop loop = begin();
        socket.failing();

        loop.post(new CallEvent.SlowLink());

        assertThat(loop.ended()).isDone();
        assertAllPlacesFree();
    }

    @Test
    void aBrowserThatClosesItsSocketIsNotClosedASecondTime() {
        CallLoop loop = begin();
        loop.post(new CallEvent.End(EndReason.SHUTDOWN));
        socket.closed.set(1);
        loop.post(new CallEvent.BrowserClosed());

        tickAfter(loop, Call.FAREWELL);

        assertThat(socket.closed).hasValue(1);
        assertThat(loop.isSettled()).isTrue();
    }

    @Test
    void messagesGoOutInTheOrderOfTheEvents() {
        CallLoop loop = begin();
        socket.callingBack(operation -> {
            if (socket.sent.size() == 1) {
                loop.post(new CallEvent.End(EndReason.SHUTDOWN));
            }
        });

        loop.post(OFFER);
        tickAfter(loop, Call.FAREWELL);

        assertThat(socket.sent)
                .satisfiesExactly(
                        ready -> assertThat(ready).contains("ready"),
                        calling -> assertThat(calling).contains("calling"),
                        ended -> assertThat(ended).contains("ended", "SHUTDOWN"));
    }
}
