package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.parameters.ActiveParameters;
import org.portalvoip.parameters.RegistrationApproach;
import org.portalvoip.parameters.VoipParameters;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.SipHost;
import org.portalvoip.sip.SipPort;
import org.portalvoip.sip.SipUser;
import org.portalvoip.start.Settings;

/** Places in the limits, as long as nothing of a server is needed. */
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
            calls.open("somebody", new Browser(browser.session));
            assertThat(browser.sent).singleElement().asString().contains("ended", "FAILED");
            assertThat(browser.closed).hasValue(1);
        }
    }

    @Test
    void whoHasAsManyCallsAsHeMayIsToldSoUntilOneIsOver() {
        Calls calls = calls(new OneCall());
        FakeSocket second = new FakeSocket();
        FakeSocket third = new FakeSocket();

        CallLoop first = calls.open("somebody", new Browser(new FakeSocket().session));
        calls.open("somebody", new Browser(second.session));
        first.post(new CallEvent.End(EndReason.HANG_UP));
        calls.open("somebody", new Browser(third.session));

        assertThat(second.sent).singleElement().asString().contains("ended", "TOO_MANY");
        assertThat(third.sent).singleElement().asString().contains("ready");
    }

    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    private static Calls calls(Settings settings) {
        Calls calls = new Calls();
        calls.settings = settings;
        calls.gateway = new JanusGateway(null);
        calls.parameters = new ActiveParameters() {
            @Override
            public VoipParameters current() {
                return GUEST;
            }
        };
        calls.scheduler = (ManagedScheduledExecutorService) Proxy.newProxyInstance(
                CallsTest.class.getClassLoader(),
                new Class<?>[] {ManagedScheduledExecutorService.class},
                (proxy, method, arguments) -> null);
        calls.start();
        return calls;
    }

    /** One call for each caller. */
    private static class OneCall extends Settings {
        @Override
        public int maxCalls() {
            return 2;
        }

        @Override
        public int maxCallsPerCaller() {
            return 1;
        }

        @Override
        public int callsPerMinute() {
            return 100;
        }

        @Override
        public Duration ringTimeout() {
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
