package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portalvoip.janus.GatewaySettings;
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
import org.portalvoip.sip.SipRoute;
import org.portalvoip.sip.SipUser;
import org.portalvoip.web.ClientNetwork;

/** The test call of an administrator, with values that are not in force. */
class TrialCallsTest {
    private static final Caller ANA = new Caller("user ana", ClientNetwork.of("192.0.2.1"));
    private static final Caller EVA = new Caller("user eva", ClientNetwork.of("192.0.2.1"));
    private static final CallEvent OFFER = new CallEvent.Said(new BrowserMessage.Offer(Jsep.offer("v=0\r\n")));

    private final Calls calls = CallsTest.calls(new CallsTest.OneCall());
    private final TrialCalls trials = calls.trials;
    private final FakeSocket socket = new FakeSocket();
    private final Gateway tried = new Gateway();
    private long now;

    /** Remembers what it is used with, and how often it was stopped. */
    private static final class Gateway extends JanusGateway {
        private final List<GatewaySettings> used = new ArrayList<>();
        private final CompletableFuture<Line> line = new CompletableFuture<>();
        private int stopped;

        Gateway() {
            super(null);
        }

        @Override
        public synchronized void use(GatewaySettings settings) {
            used.add(settings);
        }

        @Override
        public CompletionStage<Line> openLine(LineListener listener) {
            return line;
        }

        @Override
        public synchronized void stop() {
            stopped++;
        }
    }

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    void whereCallsAreSwitchedOff() {
        trials.nanoTime = () -> now;
        trials.settings = new CallSettings() {
            @Override
            public GatewaySettings gateway(VoipParameters values) {
                return settings(values);
            }
        };
        calls.parameters = new ActiveParameters() {
            @Override
            public VoipParameters current() {
                return VoipParameters.INITIAL;
            }
        };
        calls.gateway = new JanusGateway(null) {
            @Override
            public JanusGateway forTest() {
                return tried;
            }
        };
    }

    private static GatewaySettings settings(VoipParameters values) {
        return new GatewaySettings(
                values.servers(),
                null,
                null,
                values.account(Optional.empty(), new SipRoute(SipRoute.Transport.UDP)),
                false,
                GatewaySettings.Limits.DEFAULT);
    }

    private static VoipParameters values(String extension) {
        return new VoipParameters(
                true,
                JanusAddress.list("wss://another.example/janus"),
                SipHost.parse("sip.example"),
                SipPort.parse("5061"),
                SipUser.parse("guest"),
                null,
                Extension.parse(extension),
                RegistrationApproach.GUEST);
    }

    private CallLoop tryOut(Caller caller) {
        return calls.tryOut(caller, new Browser(socket.session));
    }

    @Test
    void theCallUsesThePreparedValuesAndNoOthersAndLeavesNothing() {
        trials.prepare("ana", values("0800"));

        CallLoop call = tryOut(ANA);
        call.post(OFFER);

        assertThat(socket.sent).asString().contains("ready", "calling");
        assertThat(tried.used).containsExactly(settings(values("0800")));
        assertThat(tried.stopped).isZero();

        tried.line.completeExceptionally(LineLab.failure(Kind.UNREACHABLE, 0));
        assertThat(socket.sent).last().asString().contains("ended", "GATEWAY_AWAY");
        assertThat(tried.stopped).isOne();
    }

    @Test
    void whatIsPreparedIsForOneCallOfOneAdministrator() {
        trials.prepare("ana", values("0800"));

        tryOut(EVA);
        assertThat(socket.sent).singleElement().asString().contains("ended", "NOT_ALLOWED");
        assertThat(tried.used).isEmpty();

        assertThat(trials.claim(ANA)).isPresent();
        assertThat(trials.claim(ANA)).isEmpty();
    }

    @Test
    void theLastPreparationCounts() {
        trials.prepare("ana", values("0800"));
        trials.prepare("ana", values("0801"));

        assertThat(trials.claim(ANA)).map(TrialCalls.Trial::extension).contains(new Extension("0801"));
        assertThat(trials.claim(ANA)).isEmpty();
    }

    @Test
    void itIsForgottenAfterAMinute() {
        trials.prepare("ana", values("0800"));
        now += TrialCalls.VALID.toNanos();

        assertThat(trials.claim(ANA)).isEmpty();
    }
}
