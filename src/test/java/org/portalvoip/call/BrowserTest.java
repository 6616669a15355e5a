package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.LogCapture;

/**
 * How a socket is written to and closed, on every server. Longer than 200 lines, because each case is tried with the
 * sockets of every server.
 */
class BrowserTest {
    private static final String HELLO = "{\"type\":\"hello\"}";

    private final FakeSocket socket = new FakeSocket();
    private final Browser browser = new Browser(socket.session);
    private final List<CallEvent> lost = new ArrayList<>();

    @BeforeEach
    void noteLosses() {
        browser.whenLost(lost::add);
    }

    /** What only WildFly's sessions have. */
    interface Forceable {
        void forceClose();
    }

    @Test
    void theContainerHasNoTimerOfItsOwnForReadingAndAShortOneForWriting() {
        assertThat(socket.idleTimeout).isZero();
        assertThat(socket.sendTimeout).isBetween(1L, 10_000L);
    }

    @Test
    void aMessageIsSentWithoutTheJarsOfTheApplicationAndAllElseIsDoneWithThem() {
        Thread thread = Thread.currentThread();
        ClassLoader ours = thread.getContextClassLoader();
        List<ClassLoader> whenLost = new ArrayList<>();
        browser.whenLost(event -> whenLost.add(thread.getContextClassLoader()));
        socket.callingBack(operation -> {
            throw new IllegalStateException("cannot be sent");
        });

        browser.send(HELLO);

        assertThat(socket.contextOfSend).isSameAs(ClassLoader.getPlatformClassLoader());
        assertThat(whenLost).containsExactly(ours);
        assertThat(thread.getContextClassLoader()).isSameAs(ours);
    }

    /** Payara mixes up requests where server and browser close at the same moment. */
    @Test
    void aBrowserThatIsToldEverythingClosesTheSocketItself() {
        browser.send(HELLO);
        browser.send(HELLO);

        assertThat(socket.sent).hasSize(2);
        assertThat(socket.closed).hasValue(0);
    }

    @Test
    void aBrowserThatDoesNotCloseItIsCutOffAndNothingMoreIsSent() {
        browser.send(HELLO);
        browser.cut();
        browser.send(HELLO);

        assertThat(socket.sent).hasSize(1);
        assertThat(socket.closedWith).isEqualTo(CloseCodes.NORMAL_CLOSURE);
    }

    @Test
    void aSocketThatTheBrowserHasClosedIsLeftAlone() {
        socket.closed.set(1);
        browser.closed();
        browser.cut();

        assertThat(socket.closed).hasValue(1);
        assertThat(socket.closedWith).isNull();
    }

    /** WildFly keeps it, and the call with it, for as long as nobody closes it. */
    @Test
    void aSocketThatBrokeWithoutAReportIsClosed() {
        socket.closed.set(1);
        browser.cut();

        assertThat(socket.closedWith).isEqualTo(CloseCodes.NORMAL_CLOSURE);
    }

    @Test
    void aSocketThatIsClosedTellsNobodyAnyMore() {
        browser.closed();
        socket.callingBack(operation -> {
            throw new IllegalStateException("gone");
        });
        browser.ping();

        assertThat(lost).isEmpty();
    }

    @Test
    void aCutDoesNotWaitForWhatIsStillToBeSent() {
        socket.stuck();
        browser.send(HELLO);
        browser.cut();

        assertThat(socket.closedWith).isEqualTo(CloseCodes.TRY_AGAIN_LATER);
    }

    @Test
    void aBrowserMayBe128MessagesBehindAndOneBeingSent() {
        socket.stuck();
        for (int i = 0; i < 1 + 128; i++) {
            browser.send(HELLO);
        }
        assertThat(lost).isEmpty();

        browser.send(HELLO);
        browser.send(HELLO);
        assertThat(lost).containsExactly(new CallEvent.BrowserSilent());
    }

    @Test
    void aSendThatFailsLosesTheBrowserAndWhatWaitsIsDropped() {
        socket.callingBack(operation -> {
            if (operation.equals("send")) {
                browser.send(HELLO);
                throw new IllegalStateException("broken pipe");
            }
        });
        browser.send(HELLO);

        assertThat(socket.sent).isEmpty();
        assertThat(lost).containsExactly(new CallEvent.BrowserLost());
        assertThat(socket.closed).hasValue(0);
    }

    @Test
    void aSendThatIsReportedAsFailedLosesTheBrowserToo() {
        try (LogCapture log = new LogCapture(Browser.class)) {
            socket.failing();
            browser.send(HELLO);
            browser.send(HELLO);

            assertThat(socket.sent).hasSize(1);
            assertThat(lost).containsExactly(new CallEvent.BrowserLost());
            assertThat(socket.closed).hasValue(0);
            assertThat(log.messages(Level.WARNING)).isEmpty();
        }
    }

    @Test
    void whatWaitsWhenTheSocketIsCutIsNeverSent() {
        socket.callingBack(operation -> {
            if (operation.equals("send")) {
                browser.send(HELLO);
                browser.cut();
            }
        });
        browser.send(HELLO);

        assertThat(socket.sent).hasSize(1);
        assertThat(socket.closed).hasValue(1);
    }

    @Test
    void nothingFollowsTheCloseOfTheOtherSide() {
        browser.send(HELLO);
        browser.closed();
        browser.send(HELLO);

        assertThat(socket.sent).hasSize(1);
        assertThat(lost).isEmpty();
    }

    @Test
    void aPingIsSentAtOnceAlsoWhileAMessageIsOnItsWay() {
        AtomicInteger pings = new AtomicInteger();
        socket.stuck().callingBack(operation -> pings.addAndGet(operation.equals("ping") ? 1 : 0));
        browser.send(HELLO);
        browser.ping();

        assertThat(pings).hasValue(1);
    }

    @Test
    void aPingToABrowserThatIsGoneIsNoFailureAndLosesIt() {
        socket.callingBack(operation -> {
            throw new IllegalStateException("gone");
        });
        try (LogCapture log = new LogCapture(Turns.class)) {
            browser.ping();
            browser.cut();

            assertThat(lost).containsExactly(new CallEvent.BrowserLost());
            assertThat(log.messages(Level.SEVERE)).isEmpty();
        }
    }

    @Test
    void aConnectionThatSurvivesItsCloseIsDroppedWhereTheServerCan() {
        AtomicInteger dropped = new AtomicInteger();
        new Browser(thatStaysOpen(Session.class, Forceable.class, dropped)).cut();
        assertThat(dropped).hasValue(1);

        new Browser(socket.session).cut();
        assertThat(dropped).hasValue(1);
    }

    @Test
    void whereTheServerCannotDropItTheLogSaysSo() {
        try (LogCapture log = new LogCapture(Browser.class)) {
            new Browser(thatStaysOpen(Session.class, Runnable.class, new AtomicInteger())).cut();
            assertThat(log.messages(Level.WARNING)).singleElement().asString().contains("cannot drop the connection");
        }
    }

    private Session thatStaysOpen(Class<?> first, Class<?> second, AtomicInteger dropped) {
        return (Session) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {first, second}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "isOpen" -> {
                            return true;
                        }
                        case "forceClose" -> dropped.incrementAndGet();
                        default -> {
                            return invoke(method, arguments);
                        }
                    }
                    return null;
                });
    }

    private Object invoke(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(socket.session, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
