package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.janus.Jsep;
import org.portalvoip.janus.Line;
import org.portalvoip.janus.LineLab;
import org.portalvoip.janus.LineListener;
import org.portalvoip.parameters.ActiveParameters;
import org.portalvoip.parameters.RegistrationApproach;
import org.portalvoip.parameters.VoipParameters;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.SipHost;
import org.portalvoip.sip.SipPort;
import org.portalvoip.sip.SipUser;
import org.portalvoip.start.Settings;
import org.portalvoip.web.ClientNetwork;

/**
 * What the clock of a node does to its calls, and what the end of the node does. Longer than 200 lines, because each
 * case needs the same fakes and the same clock.
 */
class CallsTimeTest {
    private static final CallEvent OFFER = new CallEvent.Said(new BrowserMessage.Offer(Jsep.offer("v=0\r\n")));

    private final Calls calls = new Calls();
    private final FakeSocket socket = new FakeSocket();
    private final List<LineListener> lines = new ArrayList<>();
    private final CompletableFuture<Line> line = new CompletableFuture<>();
    private boolean active = true;
    private Runnable tick;
    private boolean ticking;

    @BeforeEach
    @SuppressWarnings({"UnnecessaryAssignment", "FutureReturnValueIgnored"}) // what CDI and the server do
    void aNode() {
        calls.settings = new Generous();
        calls.trials = new TrialCalls();
        calls.tokens = new ResumeTokens();
        calls.others = new OtherNodes();
        calls.gateway = new JanusGateway(null) {
            @Override
            public CompletionStage<Line> openLine(LineListener listener) {
                lines.add(listener);
                return line;
            }
        };
        calls.parameters = new ActiveParameters() {
            @Override
            public VoipParameters current() {
                return parameters();
            }
        };
        calls.scheduler = proxy(ManagedScheduledExecutorService.class, arguments -> {
            tick = (Runnable) arguments[0];
            ticking = true;
            return proxy(ScheduledFuture.class, cancelled -> {
                ticking = false;
                return true;
            });
        });
        calls.start();
    }

    private CallLoop open() {
        return calls.open(new Caller("browser", ClientNetwork.of("192.0.2.1")), new Browser(socket.session));
    }

    @Test
    void aCallGoesToTheGatewayWithItsOffer() {
        CallLoop call = open();
        assertThat(lines).isEmpty();

        call.post(OFFER);
        assertThat(lines).containsExactly(call);
    }

    @Test
    void whereCallsAreSwitchedOffNobodyWaits() {
        active = false;
        open();

        assertThat(socket.sent).singleElement().asString().contains("ended", "DISABLED");
    }

    @Test
    void everyCallLearnsOfTheTimeThatHasPassed() {
        open().post(OFFER);
        tick.run();
        line.completeExceptionally(LineLab.failure(Kind.OFF, 0));

        assertThat(socket.sent).last().asString().contains("ended", "RING_TIMEOUT");
    }

    @Test
    void aNodeThatStopsTellsItsCallersAndItsClock() {
        socket.callingBack(operation -> {
            if (operation.equals("close")) {
                assertThat(ticking).isFalse();
            }
        });
        CallLoop call = open();
        calls.stop();

        assertThat(socket.sent).last().asString().contains("ended", "SHUTDOWN");
        assertThat(call.ended()).isDone();
        assertThat(ticking).isFalse();
    }

    private VoipParameters parameters() {
        return new VoipParameters(
                active,
                JanusAddress.list("wss://janus.example/janus"),
                SipHost.parse("sip.example"),
                SipPort.parse("5061"),
                SipUser.parse("guest"),
                null,
                Extension.parse("0800"),
                RegistrationApproach.GUEST);
    }

    private interface Does {
        Object it(Object... arguments);
    }

    private static <T> T proxy(Class<T> type, Does does) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> does.it(arguments)));
    }

    /** Lets everybody call, and ring for no time at all. */
    private static final class Generous extends Settings {
        @Override
        public Duration callLogTime() {
            return Duration.ZERO;
        }

        @Override
        public int maxCalls() {
            return 9;
        }

        @Override
        public int maxCallsPerCaller() {
            return 9;
        }

        @Override
        public int maxCallsPerAddress() {
            return 9;
        }

        @Override
        public int callsPerMinute() {
            return 9;
        }

        @Override
        public int ringsPerMinute() {
            return 9;
        }

        @Override
        public Duration ringTimeout() {
            return Duration.ZERO;
        }

        @Override
        public Duration soundTimeout() {
            return Duration.ZERO;
        }

        @Override
        public Dtmf dtmf() {
            return Dtmf.AUTO;
        }

        @Override
        public Duration resumeTime() {
            return Duration.ofSeconds(45);
        }

        @Override
        public Duration maxDuration() {
            return Duration.ofHours(1);
        }

        @Override
        public List<String> iceServers() {
            return List.of();
        }
    }
}
