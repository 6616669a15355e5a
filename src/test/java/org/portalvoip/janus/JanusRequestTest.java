package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipHost;
import org.portalvoip.sip.SipPort;
import org.portalvoip.sip.SipRoute;
import org.portalvoip.sip.SipServer;
import org.portalvoip.sip.SipTarget;
import org.portalvoip.sip.SipUser;

/** Longer than 200 lines, because each request to Janus has its exact form. */
class JanusRequestTest {
    private static final Extension DESK = new Extension("0800");
    private static final SipAccount LAB =
            account("127.0.0.1", new SipRoute(SipRoute.Transport.UDP), new Credential.Guest());

    private static final String HA1 = "a24165cdc6c5fac474273e34523d1f64";

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }

    private static JsonObject register(SipRoute route, Credential credential, boolean send) {
        SipAccount account = account("pbx.example.org", route, credential);
        return JanusRequest.register(settings(account), target(account), send)
                .build()
                .getJsonObject("body");
    }

    private static SipAccount account(String domain, SipRoute route, Credential credential) {
        return new SipAccount(new SipUser("goofy"), new SipHost(domain), new SipPort(5061), route, credential);
    }

    private static GatewaySettings settings(SipAccount account) {
        return new GatewaySettings(
                JanusAddress.list("ws://janus"), null, null, account, false, GatewaySettings.Limits.DEFAULT);
    }

    private static SipTarget target(SipAccount account) {
        try {
            return new SipTarget(
                    InetAddress.getByName("192.0.2.7"), account.server().port());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void namesStayInsideSipAndJanusIsGivenTheAddress() {
        assertThat(register(new SipRoute(SipRoute.Transport.UDP), new Credential.Password("lab-secret"), false))
                .isEqualTo(json("""
                        {"request":"register","user_agent":"Portal-VoIP","username":"sip:goofy@pbx.example.org","authuser":"goofy",
                        "proxy":"sip:pbx.example.org:5061","outbound_proxy":"sip:192.0.2.7:5061",
                        "incoming_header_prefixes":["X-Queue-Position","X-Queue-Wait"],
                        "secret":"lab-secret","send_register":false}"""));
    }

    @Test
    void tcpIsForced() {
        assertThat(register(new SipRoute(SipRoute.Transport.TCP), new Credential.Ha1(HA1), true))
                .isEqualTo(json("""
                        {"request":"register","user_agent":"Portal-VoIP","username":"sip:goofy@pbx.example.org","authuser":"goofy",
                        "proxy":"sip:pbx.example.org:5061","outbound_proxy":"sip:192.0.2.7:5061",
                        "incoming_header_prefixes":["X-Queue-Position","X-Queue-Wait"],"force_tcp":true,
                        "ha1_secret":"a24165cdc6c5fac474273e34523d1f64","send_register":true}"""));
    }

    @Test
    void tlsAlsoGetsASocketOfItsOwn() {
        assertThat(register(new SipRoute(SipRoute.Transport.TLS), new Credential.Guest(), false))
                .containsEntry("sips", JsonValue.TRUE)
                .containsEntry("outbound_proxy", Json.createValue("sip:192.0.2.7:5061;transport=tls"))
                .doesNotContainKey("force_tcp");
    }

    @Test
    void theProxyIsWhereRequestsGoAndNothingElse() {
        SipServer proxy = SipServer.parse("sbc.example.org:5090");
        SipRoute route = new SipRoute(SipRoute.Transport.UDP, proxy, SipRoute.Srtp.OFF);

        assertThat(register(route, new Credential.Guest(), false))
                .containsEntry("username", Json.createValue("sip:goofy@pbx.example.org"))
                .containsEntry("proxy", Json.createValue("sip:pbx.example.org:5061"))
                .containsEntry("outbound_proxy", Json.createValue("sip:192.0.2.7:5090"));
        assertThat(account("pbx.example.org", route, new Credential.Guest()).server())
                .isEqualTo(proxy);
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, false, ",
        "OPTIONAL, false, sdes_mandatory",
        "OPTIONAL, true, ",
        "REQUIRED, false, sdes_mandatory",
        "REQUIRED, true, sdes_mandatory"
    })
    void theSoundIsEncryptedAsTheOperatorWants(SipRoute.Srtp srtp, boolean inClear, String asked) {
        SipRoute route = new SipRoute(SipRoute.Transport.TLS, null, srtp);

        assertThat(JanusRequest.call(
                                account("pbx.example.org", route, new Credential.Guest()),
                                DESK,
                                Jsep.offer("v=0"),
                                Map.of(),
                                inClear)
                        .build()
                        .getJsonObject("body")
                        .getString("srtp", null))
                .isEqualTo(asked);
    }

    @Test
    void aGuestNeverSaysSendRegister() {
        assertThat(register(new SipRoute(SipRoute.Transport.UDP), new Credential.Guest(), true))
                .containsEntry("type", Json.createValue("guest"))
                .doesNotContainKeys("send_register", "secret", "ha1_secret");
    }

    @Test
    void aSecretOf99BytesGoesAsItIs() {
        assertThat(register(
                        new SipRoute(SipRoute.Transport.UDP), new Credential.Password("é".repeat(49) + "\""), false))
                .containsKey("secret");
    }

    @Test
    void whatEveryRequestCarriesIsAdded() {
        JsonObjectBuilder request = JanusRequest.helper(
                account("127.0.0.1", new SipRoute(SipRoute.Transport.UDP), new Credential.Guest()), 2591665766L);

        assertThat(json(JanusRequest.addressed(request, 5, 7, new Credential.Password("api"))))
                .isEqualTo(json("""
                        {"janus":"message","body":{"request":"register","type":"helper",
                        "username":"sip:goofy@127.0.0.1","master_id":2591665766},
                        "session_id":5,"handle_id":7,"apisecret":"api"}"""));
        assertThat(json(JanusRequest.addressed(JanusRequest.core("create"), 0, 0, null)))
                .isEqualTo(json("{\"janus\":\"create\"}"));
    }

    @Test
    void aCallCarriesTheOffer() {
        assertThat(JanusRequest.call(LAB, DESK, Jsep.offer("v=0\r\n"), Map.of(), false)
                        .build())
                .isEqualTo(json("""
                        {"janus":"message","body":{"request":"call","uri":"sip:0800@127.0.0.1:5061",
                        "autoaccept_reinvites":false},"jsep":{"type":"offer","sdp":"v=0\\r\\n"}}"""));
    }

    @Test
    void theReplyToAChangeOfTheCallIsAnUpdate() {
        assertThat(JanusRequest.update(new Jsep("answer", "v=0\r\n")).build()).isEqualTo(json("""
                        {"janus":"message","body":{"request":"update"},
                        "jsep":{"type":"answer","sdp":"v=0\\r\\n"}}"""));
    }

    @Test
    void aCallCarriesFurtherHeaders() {
        JsonObject call = JanusRequest.call(LAB, DESK, Jsep.offer("v=0"), Map.of("X-Portal-Context", "INC-7"), false)
                .build();

        assertThat(call.getJsonObject("body").getJsonObject("headers"))
                .isEqualTo(json("{\"X-Portal-Context\":\"INC-7\"}"));
    }

    @Test
    void candidatesAndTheirEndAreTrickled() {
        assertThat(JanusRequest.trickle(new IceCandidate("candidate:1", null, 2))
                        .build())
                .isEqualTo(json("""
                        {"janus":"trickle","candidate":{"sdpMLineIndex":2,"candidate":"candidate:1"}}"""));
        assertThat(JanusRequest.trickle(IceCandidate.COMPLETED).build())
                .isEqualTo(json("{\"janus\":\"trickle\",\"candidate\":{\"completed\":true}}"));
    }

    @ParameterizedTest
    @ValueSource(chars = {'x', 'a', '\r', '\0', ' ', '٣'})
    void onlyDigitsAreDialled(char digit) {
        assertThatThrownBy(() -> JanusRequest.dtmf(digit)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\0b", "a\u0085b"})
    void noLineBreakReachesJanusInACandidate(String text) {
        assertThatThrownBy(() -> new IceCandidate(text, null, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IceCandidate("c", text, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v=0\0", "v=0\u001b", "v=0\t"})
    void noControlCharacterReachesJanusInAnOffer(String sdp) {
        assertThatThrownBy(() -> Jsep.offer(sdp)).isInstanceOf(IllegalArgumentException.class);
    }
}
