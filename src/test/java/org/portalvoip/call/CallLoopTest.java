package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

/** One call at a time does one thing at a time, whoever speaks from wherever; and nobody ever waits for anybody. */
class CallLoopTest {
    private static final int TIMES = 10_000;
    private static final int SECONDS = 10;
    private static final CallTimes LIMITS =
            new CallTimes(Duration.ofSeconds(20), Duration.ofSeconds(45), Duration.ofSeconds(120));
    private static final CallEvent OFFER = new CallEvent.Said(new BrowserMessage.Offer(Jsep.offer("v=0\r\n")));
    private static final ExecutorService OTHERS = Executors.newFixedThreadPool(2);

    /** Ten thousand calls need not tell how they ended. */
    private static final Logger LOG = Logger.getLogger(CallLoop.class.getName());

    private final FakeSocket socket = new FakeSocket();
    private final AtomicInteger released = new AtomicInteger();
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

    private CallLoop begin(
            FakeSocket browser, Function<LineListener, CompletionStage<Line>> gateway, Runnable release) {
        CallLoop loop = new CallLoop(new Browser(browser.session), gateway, release, nanoTime::get);
        loop.begin(Call.opened(new Extension("0800"), LIMITS, List.of()));
        return loop;
    }

    private CallLoop begin() {
        return begin(socket, listener -> new CompletableFuture<>(), released::incrementAndGet);
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
            AtomicInteger places = new AtomicInteger();
            CallLoop loop = begin(browser, listener -> new CompletableFuture<>(), places::incrementAndGet);
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

            assertThat(loop.isSettled()).isTrue();
            assertThat(places).hasValue(1);
            assertThat(browser.closed).hasValueLessThanOrEqualTo(1);
        }
        assertThat(ManagementFactory.getThreadMXBean().findDeadlockedThreads()).isNull();
    }

    private static CallEvent eventNumber(int i) {
        return switch (i % 5) {
            case 0 -> new CallEvent.BrowserLost(EndReason.NETWORK_LOST);
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
            AtomicInteger places = new AtomicInteger();
            Object writer = new Object();
            CallLoop loop = begin(browser, listener -> new CompletableFuture<>(), places::incrementAndGet);
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

            assertThat(places).hasValue(1);
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
                released::incrementAndGet);
        loop.post(OFFER);

        tickAfter(loop, Call.FAREWELL);

        assertThat(socket.sent).last().asString().contains("\"ended\"", "FAILED");
        assertThat(socket.closed).hasValue(1);
        assertThat(released).hasValue(1);
    }

    @Test
    void whatFailsAtTheEndDoesNotKeepTheBrowser() {
        CallLoop loop = begin(socket, listener -> new CompletableFuture<>(), () -> {
            throw new AssertionError("limits");
        });

        loop.post(new CallEvent.End(EndReason.SHUTDOWN));

        assertThat(socket.sent).last().asString().contains("SHUTDOWN");
        assertThat(socket.closed).hasValue(1);
        assertThat(loop.ended()).isDone();
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
        assertThat(released).hasValue(1);
    }

    @Test
    void aBrowserThatReadsNothingIsNotRememberedForEver() {
        socket.stuck();
        CallLoop loop = begin();

        for (int i = 0; i < 200; i++) {
            loop.post(new CallEvent.SlowLink());
        }

        assertThat(socket.closed).hasValue(1);
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
