package org.portalvoip.diagnosis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portalvoip.janus.GatewaySettings;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.sip.Codecs;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipHost;
import org.portalvoip.sip.SipPort;
import org.portalvoip.sip.SipRoute;
import org.portalvoip.sip.SipUser;

class TesterTest {
    private long now;
    private final Tester tester = new Tester(() -> now);
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final JanusGateway gateway = new JanusGateway(scheduler);

    @AfterEach
    void stop() {
        gateway.close();
        scheduler.shutdownNow();
    }

    private ConnectionTest test() {
        var account = new SipAccount(
                new SipUser("goofy"),
                new SipHost("127.0.0.1"),
                new SipPort(5061),
                new SipRoute(SipRoute.Transport.UDP),
                new Credential.Guest());
        var settings = new GatewaySettings(
                List.of(JanusAddress.parse("ws://127.0.0.1:1")),
                null,
                null,
                account,
                false,
                GatewaySettings.Limits.DEFAULT);
        return new ConnectionTest(
                new ConnectionTest.Subject(settings, Optional.empty(), Codecs.ALL, null), gateway, scheduler);
    }

    /** A test that is over. */
    private void runOne() {
        ConnectionTest test = tester.next(this::test).orElseThrow();
        test.cancel();
        test.run();
    }

    @Test
    void oneTestRunsAtATime() {
        ConnectionTest first = tester.next(this::test).orElseThrow();
        assertThat(tester.next(this::test)).isEmpty();
        assertThat(tester.last()).contains(first);

        first.cancel();
        first.run();
        assertThat(tester.next(this::test)).isPresent();
    }

    @Test
    void onlyAFewBeginWithinAMinute() {
        for (int i = 0; i < Tester.MOST_IN_A_MINUTE; i++) {
            runOne();
        }
        assertThat(tester.next(this::test)).isEmpty();

        now += Duration.ofMinutes(1).toNanos();
        assertThat(tester.next(this::test)).isPresent();
    }

    @Test
    void aCallOfTheBrowserIsATestToo() {
        for (int i = 0; i < Tester.MOST_IN_A_MINUTE; i++) {
            assertThat(tester.takesOneMore()).isTrue();
        }
        assertThat(tester.takesOneMore()).isFalse();
        assertThat(tester.next(this::test)).isEmpty();

        now += Duration.ofMinutes(1).toNanos();
        assertThat(tester.takesOneMore()).isTrue();
    }
}
