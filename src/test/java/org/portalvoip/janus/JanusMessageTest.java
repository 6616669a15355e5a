package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.janus.JanusMessage.Ack;
import org.portalvoip.janus.JanusMessage.Detached;
import org.portalvoip.janus.JanusMessage.Event;
import org.portalvoip.janus.JanusMessage.Failure;
import org.portalvoip.janus.JanusMessage.HangUp;
import org.portalvoip.janus.JanusMessage.Info;
import org.portalvoip.janus.JanusMessage.Media;
import org.portalvoip.janus.JanusMessage.Other;
import org.portalvoip.janus.JanusMessage.SlowLink;
import org.portalvoip.janus.JanusMessage.Success;
import org.portalvoip.janus.JanusMessage.Timeout;
import org.portalvoip.janus.JanusMessage.Trickle;

/** Longer than 200 lines, because each message of Janus has its right and its odd forms. */
class JanusMessageTest {

    private static final long SESSION = 4730263200029232L;
    private static final long HANDLE = 1206841232706786L;

    private static List<JanusMessage> parse(String text) {
        return JanusMessage.read(text).stream()
                .map(JanusMessage.Addressed::message)
                .toList();
    }

    private static JanusMessage only(String text) {
        assertThat(parse(text)).hasSize(1);
        return parse(text).get(0);
    }

    private static Event event(String transaction, SipEvent event) {
        return new Event(transaction, HANDLE, event, null);
    }

    @Test
    void aRecordedCallIsUnderstoodToTheEnd() throws IOException {
        assertThat(recordedCall().stream().map(JanusMessageTest::only))
                .containsExactly(
                        new Success("t1", SESSION),
                        new Success("t2", HANDLE),
                        new Ack("t3"),
                        event("t3", new SipEvent.Registered(2591665766L)),
                        new Ack("t6"),
                        event("t6", new SipEvent.Calling("yKr32438jWh2KDVsXcIFLV8")),
                        new Trickle(
                                HANDLE,
                                new IceCandidate("candidate:1 1 udp 2015363327 10.99.0.1 26489 typ host", "0", 0)),
                        new Trickle(HANDLE, IceCandidate.COMPLETED),
                        event("t6", new SipEvent.Ringing()),
                        event("t6", new SipEvent.Other("proceeding")),
                        new Event(
                                "t6",
                                HANDLE,
                                new SipEvent.Accepted(),
                                new Jsep(
                                        "answer",
                                        "v=0\r\no=- 1621735036 1618422521 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n")),
                        new Ack("t7"),
                        new Other(null, HANDLE, "webrtcup"),
                        new Media(HANDLE, "audio", true),
                        event("t8", new SipEvent.Other("dtmfsent")),
                        event("t10", new SipEvent.Other("hangingup")),
                        new Ack("t10"),
                        event("t6", new SipEvent.HangUp(200, "to BYE", "yKr32438jWh2KDVsXcIFLV8")),
                        new HangUp(HANDLE, "Close PC"),
                        new Success("t11", 0),
                        new Detached(HANDLE),
                        new Timeout());
    }

    @Test
    void aLongPollBringsSeveralAtOnce() throws IOException {
        List<String> messages = recordedCall();

        assertThat(parse("[" + String.join(",", messages) + "]"))
                .isEqualTo(messages.stream().map(JanusMessageTest::only).toList());
    }

    @Test
    void unknownMembersArePassedOver() throws IOException {
        for (String message : recordedCall()) {
            assertThat(withMore(message)).isNotEqualTo(message);
            assertThat(parse(withMore(message))).isEqualTo(parse(message));
        }
    }

    private static String withMore(String message) {
        return message.replaceAll("\\{(?!\\})", "{\"new_in_2\":[null,\"x\"],");
    }

    @Test
    void registeredAfterARealRegisterHasNoTransaction() {
        assertThat(only("""
                {"janus":"event","session_id":1,"sender":7,"plugindata":{"plugin":"janus.plugin.sip","data":
                {"sip":"event","result":{"event":"registered","username":"goofy","register_sent":true,"master_id":9}}}}""")).isEqualTo(new Event(null, 7, new SipEvent.Registered(9), null));
    }

    @Test
    void aCandidateMayLackItsSectionsName() {
        assertThat(only("{\"janus\":\"trickle\",\"sender\":7,\"candidate\":{\"sdpMLineIndex\":0,\"candidate\":\"c\"}}"))
                .isEqualTo(new Trickle(7, new IceCandidate("c", null, 0)));
    }

    @Test
    void errorsKeepTheirCodeAndWords() {
        assertThat(only("{\"janus\":\"error\",\"transaction\":\"t2\",\"error\":{\"code\":458,\"reason\":\"No such\"}}"))
                .isEqualTo(new Failure("t2", 458, "No such"));
        assertThat(only("{\"janus\":\"error\",\"error\":{\"code\":454,\"reason\":\"JSON error\"}}"))
                .isEqualTo(new Failure(null, 454, "JSON error"));
        assertThat(only("{\"janus\":\"error\"}")).isEqualTo(new Failure(null, 0, null));
    }

    @Test
    void optionalMembersMayBeMissing() {
        assertThat(only("{\"janus\":\"success\"}")).isEqualTo(new Success(null, 0));
        assertThat(only("{\"janus\":\"media\",\"sender\":7}")).isEqualTo(new Media(7, null, false));
        assertThat(only("{\"janus\":\"slowlink\",\"sender\":7,\"uplink\":true,\"lost\":12}"))
                .isEqualTo(new SlowLink(7, true, 12));
        assertThat(only("{\"janus\":\"hangup\",\"sender\":7}")).isEqualTo(new HangUp(7, null));
        assertThat(only("{\"janus\":\"event\",\"sender\":7}"))
                .isEqualTo(new Event(null, 7, new SipEvent.Other("null"), null));
        assertThat(only("{\"janus\":\"trickle\"}")).isEqualTo(new Trickle(0, IceCandidate.COMPLETED));
    }

    @Test
    void membersOfAnotherTypeCountAsMissing() {
        assertThat(only("{\"janus\":\"success\",\"transaction\":1,\"data\":[],\"sender\":\"x\"}"))
                .isEqualTo(new Success(null, 0));
        assertThat(only("{\"janus\":\"media\",\"sender\":null,\"receiving\":\"yes\"}"))
                .isEqualTo(new Media(0, null, false));
    }

    @Test
    void whatWeDoNotKnowIsNamed() {
        assertThat(only("{\"janus\":\"keepalive\"}")).isEqualTo(new Other(null, 0, "keepalive"));
        assertThat(only("{\"janus\":\"pong\",\"transaction\":\"e4xZ\"}")).isEqualTo(new Other("e4xZ", 0, "pong"));
    }

    @Test
    void itTellsItsVersionAndForHowLongItKeepsSessions() {
        assertThat(only("{\"janus\":\"server_info\",\"transaction\":\"e4xZ\",\"session-timeout\":60,"
                        + "\"reclaim-session-timeout\":0,\"version\":1102,\"version_string\":\"1.1.2\"}"))
                .isEqualTo(new Info("e4xZ", new ServerInfo("1.1.2", Duration.ofSeconds(60), Duration.ZERO)));
        assertThat(only("{\"janus\":\"server_info\",\"session-timeout\":-1}"))
                .isEqualTo(new Info(null, ServerInfo.NOT_TOLD));
    }

    @Test
    void aMessageNamesItsSession() {
        assertThat(JanusMessage.read("[{\"janus\":\"timeout\",\"session_id\":7},{\"janus\":\"keepalive\"}]"))
                .containsExactly(
                        new JanusMessage.Addressed(7, new Timeout()),
                        new JanusMessage.Addressed(0, new Other(null, 0, "keepalive")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "}{",
                "1",
                "\"janus\"",
                "null",
                "{}",
                "[1]",
                "[[]]",
                "{\"janus\":7}",
                "{\"janus\":\"ack\"",
                "<html></html>",
                "{\"janus\":\"event\",\"jsep\":{\"type\":1}}",
                "{\"janus\":\"trickle\",\"candidate\":{\"candidate\":\"a\\r\\nb\"}}"
            })
    void anythingElseIsNotJanus(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(JanusException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.NOT_JANUS));
    }

    @Test
    void everyBeginningOfAMessageIsRefusedNotMisread() throws IOException {
        String whole = recordedCall().get(10);
        for (int length = 0; length < whole.length(); length++) {
            String part = whole.substring(0, length);
            assertThatThrownBy(() -> parse(part)).isInstanceOf(JanusException.class);
        }
    }

    static List<String> recordedCall() throws IOException {
        try (InputStream call = JanusMessageTest.class.getResourceAsStream("call.txt")) {
            return new String(call.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
