package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.NameServer;

/** As {@link SipServersIT}, over TCP and TLS, where it takes a connection to ask a SIP server. */
@Tag("extra")
class SipServersByStreamIT {
    private static final int NOBODY = 5099;
    private static final String DOMAIN = "stream.example";

    @AutoClose
    private static Browser browser;

    @AutoClose
    private final NameServer names = new NameServer().host("sip.example", "127.0.0.1");

    /** Takes connections, and says nothing. */
    @AutoClose
    private ServerSocket silent;

    @BeforeAll
    static void start() {
        browser = CallPage.browser();
    }

    @BeforeEach
    void listen() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** The first call finds out, which the second one knows. */
    @ParameterizedTest
    @CsvSource({"tcp, _sip._tcp, 5061", "tls, _sips._tcp, 5064"})
    void theCallerIsConnectedThroughTheServerThatAnswers(String transport, String service, int good)
            throws IOException {
        names.service(
                service + "." + DOMAIN,
                "10 0 " + NOBODY + " sip.example.",
                "20 0 " + silent.getLocalPort() + " sip.example.",
                "30 0 " + good + " sip.example.");
        try (CallWorld world =
                new CallWorld("servers-" + transport, "-Dvoip.sip-srv=true", "-Dvoip.sip-transport=" + transport)) {
            world.with(325, DOMAIN, 326, String.valueOf(NOBODY)).awaitGateway();

            world.bothSidesHearEachOther(browser);
            assertThat(world.lab.log("kamailio")).contains("INVITE goofy -> 0800 over " + transport);
            assertThat(connections()).isPositive();
            world.established().close();
            assertThat(connections()).isZero();
            world.awaitNothingLeft();
        }
    }

    /** How many came to the silent one since this was asked before. */
    private int connections() throws IOException {
        silent.setSoTimeout(1);
        for (int connections = 0; ; connections++) {
            try {
                silent.accept().close();
            } catch (SocketTimeoutException e) {
                return connections;
            }
        }
    }
}
