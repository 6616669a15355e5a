package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.janus.GatewayLab.await;
import static org.portalvoip.janus.GatewayLab.get;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalvoip.janus.GatewayLab.Way;
import org.portalvoip.janus.GatewayStatus.State;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.SipAccount;

/** A SIP server whose name gets another address. */
@Execution(ExecutionMode.CONCURRENT)
class SipServerMovesTest {

    private static final SipAccount ACCOUNT = GatewayLab.account("pbx.example", new Credential.Password("lab-secret"));

    private final AtomicInteger lookups = new AtomicInteger();
    private volatile String address = "10.0.0.1";

    private InetAddress[] moving(String host) throws UnknownHostException {
        lookups.incrementAndGet();
        return new InetAddress[] {InetAddress.getByName(address)};
    }

    /** As a name server with two addresses does, that is out of order every third time. */
    private InetAddress[] inTurn(String host) throws UnknownHostException {
        int lookup = lookups.getAndIncrement();
        if (lookup % 3 == 2) {
            throw new UnknownHostException(host);
        }
        InetAddress odd = InetAddress.getByName("10.0.0.1");
        InetAddress even = InetAddress.getByName("10.0.0.2");
        return lookup % 2 == 0 ? new InetAddress[] {odd, even} : new InetAddress[] {even, odd};
    }

    private static List<String> servers(GatewayLab lab) {
        return lab.janus.requests("register").stream()
                .map(request -> request.getJsonObject("body").getString("outbound_proxy", "helper"))
                .filter(server -> !server.equals("helper"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void newCallsGoToTheNewAddressAndRunningOnesEndUndisturbed(Way way) {
        try (GatewayLab lab = new GatewayLab(way, this::moving)) {
            lab.gateway.use(lab.settings(ACCOUNT));
            lab.await(State.UP);
            Heard heard = new Heard();
            Line line = lab.established(heard);
            address = "10.0.0.2";
            await(() -> servers(lab).size() == 2);

            assertThat(servers(lab)).containsExactly("sip:10.0.0.1:5061", "sip:10.0.0.2:5061");
            lab.callWorks();
            get(line.hangup());
            await(() -> heard.news().contains("HangUp 200"));
            assertThat(heard.lost()).isNotDone();
            get(line.close());
            await(() -> lab.janus.sessions() == 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void severalAddressesInTurnAreNoMove(Way way) {
        try (GatewayLab lab = new GatewayLab(way, this::inTurn)) {
            lab.gateway.use(lab.settings(ACCOUNT));
            await(() -> lookups.get() > 9);

            lab.callWorks();
            assertThat(servers(lab)).hasSize(1);
        }
    }
}
