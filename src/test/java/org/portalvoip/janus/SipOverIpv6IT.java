package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.janus.GatewayLab.await;
import static org.portalvoip.janus.GatewayLab.get;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.janus.GatewayStatus.State;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipHost;
import org.portalvoip.sip.SipPort;
import org.portalvoip.sip.SipRoute;
import org.portalvoip.sip.SipServer;
import org.portalvoip.sip.SipUser;
import org.portalvoip.testing.LogCapture;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.Lab;
import org.portalvoip.testing.lab.NameServer;
import org.portalvoip.testing.lab.SipEnd;

/** A real Janus that speaks SIP over IPv6, and a telephone there: registration and call, by address and by name. */
@Tag("once")
class SipOverIpv6IT {
    @AutoClose
    private static Lab lab;

    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(4);
    private final JanusGateway gateway = new JanusGateway(scheduler);
    private final SipEnd telephone = SipEnd.onIpv6();

    @BeforeAll
    static void start() {
        lab = Lab.startJanus(Path.of("target", "lab", "ipv6"), "::1");
    }

    @AfterEach
    void nothingIsLeft() {
        gateway.close();
        await(() -> lab.janusSessions().isEmpty());
        telephone.close();
        scheduler.shutdownNow();
    }

    private void calls(String domain, int port, SipRoute route) throws IOException {
        gateway.use(new GatewaySettings(
                List.of(JanusAddress.parse("ws://127.0.0.1:8188/janus")),
                new Credential.Password(Files.readString(lab.apiSecret()).strip()),
                null,
                new SipAccount(
                        new SipUser("goofy"),
                        SipHost.parse(domain),
                        new SipPort(port),
                        route,
                        new Credential.Password("not-asked")),
                true,
                GatewaySettings.Limits.DEFAULT));
        await(() -> gateway.status().state() == State.UP);
        Heard heard = new Heard();
        Line line = get(gateway.openLine(heard));
        get(line.call(GatewayLab.EXTENSION, Jsep.offer(CallClient.OFFER), Map.of()));
        await(() -> heard.news().contains("Accepted answer"));
        get(line.hangup());
        await(() -> heard.news().contains("HangUp 200"));
        get(line.close());
    }

    private void heard(String request) {
        assertThat(telephone.requests()).anyMatch(text -> text.startsWith(request + " SIP/2.0"));
    }

    @Test
    void anAddressIn325IsRegisteredAtAndCalled() throws IOException {
        try (LogCapture log = LogCapture.ofAllThreads(Trunk.class)) {
            calls("::1", telephone.port(), new SipRoute(SipRoute.Transport.UDP));
            assertThat(log.messages(Level.WARNING))
                    .anyMatch(text -> text.contains("1.1.2 sends no sound to [0:0:0:0:0:0:0:1]"));
        }
        heard("REGISTER sip:[::1]:" + telephone.port());
        heard("INVITE sip:0800@[::1]:" + telephone.port());
    }

    @Test
    void anAddressAsProxyTakesTheCallsOfADomainWithoutAny() throws IOException {
        SipServer proxy = SipServer.parse("[::1]:" + telephone.port());
        calls("desk.invalid", 5061, new SipRoute(SipRoute.Transport.UDP, proxy, SipRoute.Srtp.OFF));

        heard("INVITE sip:0800@desk.invalid:5061");
    }

    /** From this Janus there is no way to the IPv4 address, which the JVM puts first. */
    @Test
    void aNameWithBothKindsOfAddressesIsReachedOverTheOneThatWorks() throws IOException {
        try (NameServer names = new NameServer().host("both.example", "127.0.0.1", "::1")) {
            calls("both.example", telephone.port(), new SipRoute(SipRoute.Transport.UDP));

            heard("INVITE sip:0800@both.example:" + telephone.port());
            assertThat(names.wasAsked("both.example")).isTrue();
        }
    }

    @Test
    void aServiceLeadsToAHostWithAnIpv6Address() throws IOException {
        try (NameServer names = new NameServer().host("six.example", "::1")) {
            names.service("_sip._udp.desk.example", "10 0 " + telephone.port() + " six.example.");
            calls("desk.example", 5061, new SipRoute(SipRoute.Transport.UDP, null, true, SipRoute.Srtp.OFF));

            heard("REGISTER sip:desk.example");
            heard("INVITE sip:0800@desk.example");
        }
    }
}
