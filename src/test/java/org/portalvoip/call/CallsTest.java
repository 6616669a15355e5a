package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.janus.Jsep;
import org.portalvoip.janus.Line;
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
 * Places in the limits, as long as nothing of a server is needed. Longer than 200 lines, because each case needs the
 * same fakes of everything that a container provides.
 */
class CallsTest {
    private static final VoipParameters GUEST = new VoipParameters(
            true,
            JanusAddress.list("wss://janus.example/janus"),
            SipHost.parse("sip.example"),
            SipPort.parse("5061"),
            SipUser.parse("guest"),
            null,
            Extension.parse("0800"),
            RegistrationApproach.GUEST);

    private static final Caller SOMEBODY = new Caller("browser 1", ClientNetwork.of("192.0.2.1"));
    private static final CallEvent OFFER = new CallEvent.Said(new BrowserMessage.Offer(Jsep.offer("v=0\r\n")));

    @Test
    void aCallThatCannotBeOpenedHoldsNoPlaceAndTheBrowserIsToldSo() {
        Calls calls = calls(new OneCall() {
            @Override
            public List<String> iceServers() {
                throw new IllegalStateException("a setting that cannot be used");
            }
        });

        for (int i = 0; i < 5; i++) {
            FakeSocket browser = new FakeSocket();
            calls.open(SOMEBODY, new Browser(browser.session));
            assertThat(browser.sent).singleElement().asString().contains("ended", "FAILED");
        }
    }

    @Test
    void whoHasAsManyCallsAsHeMayIsToldSoUntilOneIsOver() {
        Calls calls = calls(new OneCall());
        FakeSocket second = new FakeSocket();
        FakeSocket third = new FakeSocket();

        CallLoop first = calls.open(SOMEBODY, new Browser(new FakeSocket().session));
        first.post(OFFER);
        calls.open(SOMEBODY, new Browser(second.session)).post(OFFER);
        first.post(new CallEvent.End(EndReason.HANG_UP));
        calls.open(SOMEBODY, new Browser(third.session)).post(OFFER);

        assertThat(second.sent).last().asString().contains("ended", "TOO_MANY");
        assertThat(third.sent).asString().contains("ready", "calling").doesNotContain("TOO_MANY");
    }

    /** 34 addresses, and as many of one IPv6 network, keep three sockets each open and never say anything. */
    @Test
    void socketsThatSayNothingKeepNobodyFromCalling() {
        Calls calls = calls(new OneCall());
        int ready = 0;
        for (int i = 0; i < 34 * 3; i++) {
            calls.open(from("198.51.100." + i % 34, i), new Browser(new FakeSocket().session));
            calls.open(from("2001:db8:0:1::" + i % 34, i), new Browser(new FakeSocket().session));
            FakeSocket honest = new FakeSocket();
            CallLoop call = calls.open(from("203.0.113." + i, i), new Browser(honest.session));
            call.post(OFFER);
            ready += honest.sent.toString().contains("calling") ? 1 : 0;
            call.post(new CallEvent.End(EndReason.HANG_UP));
        }

        System.out.println("While 204 sockets said nothing, " + ready + " of 102 honest callers came through");
        assertThat(ready).isEqualTo(102);
    }

    private static Caller from(String address, int browser) {
        return new Caller("browser " + browser, ClientNetwork.of(address));
    }

    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    static Calls calls(Settings settings) {
        Calls calls = new Calls();
        calls.settings = settings;
        calls.trials = new TrialCalls();
        calls.tokens = new ResumeTokens();
        calls.others = new OtherNodes() {
            @Override
            Optional<CallRecord> take(String next, List<String> used, Predicate<CallRecord> mayCome) {
                return Optional.empty();
            }
        };
        calls.gateway = new JanusGateway(null) {
            @Override
            public CompletionStage<Line> openLine(LineListener listener) {
                return new CompletableFuture<>();
            }
        };
        calls.parameters = new ActiveParameters() {
            @Override
            public VoipParameters current() {
                return GUEST;
            }
        };
        calls.scheduler = (ManagedScheduledExecutorService) Proxy.newProxyInstance(
                CallsTest.class.getClassLoader(),
                new Class<?>[] {ManagedScheduledExecutorService.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("execute")) {
                        ((Runnable) arguments[0]).run();
                    }
                    return null;
                });
        calls.start();
        return calls;
    }

    /** How browsers come back to {@code calls}. */
    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    static CallReturns returns(Calls calls) {
        CallReturns returns = new CallReturns();
        returns.calls = calls;
        returns.others = calls.others;
        returns.tokens = calls.tokens;
        returns.parameters = calls.parameters;
        returns.scheduler = calls.scheduler;
        returns.start();
        return returns;
    }

    /** One call for each caller. */
    static class OneCall extends Settings {
        @Override
        public Duration callLogTime() {
            return Duration.ZERO;
        }

        @Override
        public int maxCalls() {
            return 2;
        }

        @Override
        public int maxCallsPerCaller() {
            return 1;
        }

        @Override
        public int maxCallsPerAddress() {
            return 30;
        }

        @Override
        public int callsPerMinute() {
            return 100;
        }

        @Override
        public int ringsPerMinute() {
            return 1000;
        }

        @Override
        public Duration ringTimeout() {
            return Duration.ofSeconds(45);
        }

        @Override
        public Duration soundTimeout() {
            return Duration.ofSeconds(5);
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
