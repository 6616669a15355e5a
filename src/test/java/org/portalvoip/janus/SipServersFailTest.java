package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.janus.GatewayLab.await;
import static org.portalvoip.janus.GatewayLab.get;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalvoip.janus.GatewayLab.Way;
import org.portalvoip.janus.GatewayStatus.State;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.SipAccount;

/** A SIP server at several addresses, some of which are not reached. */
@Execution(ExecutionMode.CONCURRENT)
class SipServersFailTest {
    private static final SipAccount ACCOUNT = GatewayLab.account("pbx.example", new Credential.Password("lab-secret"));
    private static final String FIRST = "sip:10.0.0.1:5061";
    private static final String SECOND = "sip:10.0.0.2:5061";

    private static InetAddress[] both(String host) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByName("10.0.0.1"), InetAddress.getByName("10.0.0.2")};
    }

    private static InetAddress[] first(String host) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByName("10.0.0.1")};
    }

    private static GatewaySettings settings(GatewayLab lab, boolean register) {
        return new GatewaySettings(List.of(lab.way.to(lab.janus)), null, null, ACCOUNT, register, GatewayLab.LIMITS);
    }

    private static List<String> servers(GatewayLab lab) {
        return lab.janus.requests("register").stream()
                .map(request -> request.getJsonObject("body").getString("outbound_proxy", "helper"))
                .filter(server -> !server.equals("helper"))
                .toList();
    }

    private static Heard called(GatewayLab lab) {
        return called(lab, GatewayLab.EXTENSION);
    }

    private static Heard called(GatewayLab lab, Extension extension) {
        Heard heard = new Heard();
        Line line = lab.line(heard);
        get(line.call(extension, GatewayLab.OFFER, Map.of()));
        await(() -> heard.news().stream().anyMatch(news -> news.matches("Accepted.*|HangUp.*|unreached.*")));
        get(line.close());
        return heard;
    }

    @ParameterizedTest
    @EnumSource
    void anAccountRegistersAtTheNextServer(Way way) {
        try (GatewayLab lab = new GatewayLab(way, SipServersFailTest::both)) {
            lab.janus.killServer(FIRST);
            lab.gateway.use(settings(lab, true));
            lab.await(State.UP);

            assertThat(servers(lab)).containsExactly(FIRST, SECOND);
            assertThat(lab.gateway.status().sipServer()).hasToString("10.0.0.2:5061");
            lab.callWorks();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenNoneAnswersTheGatewayIsDownAndComesBackByItself(Way way) {
        try (GatewayLab lab = new GatewayLab(way, SipServersFailTest::both)) {
            lab.janus.killServer(FIRST);
            lab.janus.killServer(SECOND);
            lab.gateway.use(settings(lab, true));
            lab.await(State.DOWN);
            assertThat(lab.gateway.status().lastFailure().kind()).isEqualTo(JanusException.Kind.REGISTRATION_FAILED);
            lab.janus.reviveServer(SECOND);

            lab.await(State.UP);
            lab.callWorks();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedAccountIsNotTriedElsewhere(Way way) {
        try (GatewayLab lab = new GatewayLab(way, SipServersFailTest::both)) {
            lab.janus.refuseAccount(FIRST);
            lab.gateway.use(settings(lab, true));
            lab.await(State.DOWN);

            assertThat(servers(lab)).containsExactly(FIRST);
        }
    }

    /** Without a registration only a call shows that a server is dead. */
    @ParameterizedTest
    @EnumSource
    void aCallThatIsNotReachedLeadsTheNextOnesElsewhere(Way way) {
        try (GatewayLab lab = new GatewayLab(way, SipServersFailTest::both)) {
            lab.janus.killServer(FIRST);
            lab.gateway.use(settings(lab, false));
            lab.await(State.UP);

            assertThat(called(lab).news()).contains("unreached 503");
            assertThat(called(lab).news()).contains("Accepted answer");
            assertThat(servers(lab)).containsExactly(FIRST, SECOND);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEndMayBeToldBeforeTheBeginning(Way way) {
        try (GatewayLab lab = new GatewayLab(way, SipServersFailTest::both)) {
            lab.janus.killServer(FIRST);
            lab.gateway.use(settings(lab, false));
            lab.await(State.UP);

            assertThat(called(lab, new Extension("0503")).news()).contains("unreached 503");
        }
    }

    /** Otherwise each call would make a new SIP stack. */
    @ParameterizedTest
    @EnumSource
    void whenAllAreDeadCallsJustFail(Way way) {
        try (GatewayLab lab = new GatewayLab(way, SipServersFailTest::both)) {
            lab.janus.killServer(FIRST);
            lab.janus.killServer(SECOND);
            lab.gateway.use(settings(lab, false));
            lab.await(State.UP);

            assertThat(called(lab).news()).contains("unreached 503");
            assertThat(called(lab).news()).contains("HangUp 503");
            assertThat(called(lab).news()).contains("HangUp 503");
            assertThat(servers(lab)).containsExactly(FIRST, SECOND);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerWithoutAnotherOneJustFails(Way way) {
        try (GatewayLab lab = new GatewayLab(way, SipServersFailTest::first)) {
            lab.janus.killServer(FIRST);
            lab.gateway.use(settings(lab, false));
            lab.await(State.UP);

            assertThat(called(lab).news()).contains("HangUp 503");
            assertThat(servers(lab)).containsExactly(FIRST);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRegistrationThatIsLostMovesOnAtOnce(Way way) {
        try (GatewayLab lab = new GatewayLab(way, SipServersFailTest::both)) {
            lab.gateway.use(settings(lab, true));
            lab.await(State.UP);
            lab.janus.tellMasters("{\"sip\":\"event\",\"result\":{\"event\":\"registration_failed\",\"code\":408}}");
            await(() -> servers(lab).size() == 2);

            assertThat(servers(lab)).containsExactly(FIRST, SECOND);
            lab.callWorks();
        }
    }
}
