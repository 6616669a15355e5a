package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.janus.IceCandidate;
import org.portalvoip.janus.Jsep;

/** The vocabulary of the browser is closed. */
class CallMessageTest {
    @Test
    void anOfferIsASessionDescription() {
        assertThat(CallMessage.parse("""
                {"type":"offer","sdp":"v=0\\r\\n"}""")).isEqualTo(new CallMessage.Offer(Jsep.offer("v=0\r\n")));
    }

    @Test
    void aCandidateNeedsNoMediaSection() {
        assertThat(CallMessage.parse("""
                {"type":"candidate","candidate":"candidate:1 1 udp 1 10.0.0.1 9 typ host"}"""))
                .isEqualTo(new CallMessage.Candidate(
                        new IceCandidate("candidate:1 1 udp 1 10.0.0.1 9 typ host", null, 0)));
    }

    @Test
    void anEmptyCandidateIsTheEndOfThem() {
        assertThat(CallMessage.parse("""
                {"type":"candidate","candidate":"","sdpMid":"0","sdpMLineIndex":0}""")).isEqualTo(new CallMessage.Candidate(IceCandidate.COMPLETED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "*", "#"})
    void theKeysOfATelephoneAreDigits(String digit) {
        assertThat(CallMessage.parse("{\"type\":\"dtmf\",\"digit\":\"" + digit + "\"}"))
                .isEqualTo(new CallMessage.Dtmf(digit.charAt(0)));
    }

    @Test
    void whateverElseAMessageHoldsIsNotRead() {
        String message = """
                {"type":"hangup","uri":"sip:900@evil","body":{"request":"transfer"},"headers":{"X":"y"}}""";

        assertThat(CallMessage.parse(message)).isEqualTo(new CallMessage.HangUp());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "null",
                "{\"type\":null}",
                "{\"type\":5}",
                "{\"type\":\"call\",\"uri\":\"sip:900@evil\"}",
                "{\"type\":\"message\",\"body\":{\"request\":\"call\"}}",
                "{\"type\":\"offer\"}",
                "{\"type\":\"offer\",\"sdp\":7}",
                "{\"type\":\"offer\",\"sdp\":\"v=0\\u0000\"}",
                "{\"type\":\"candidate\"}",
                "{\"type\":\"candidate\",\"candidate\":\"a\\r\\nb\"}",
                "{\"type\":\"candidate\",\"candidate\":\"a\",\"sdpMid\":\"0\\n\"}",
                "{\"type\":\"candidate\",\"candidate\":\"a\",\"sdpMLineIndex\":-1}",
                "{\"type\":\"candidate\",\"candidate\":\"a\",\"sdpMLineIndex\":99}",
                "{\"type\":\"dtmf\",\"digit\":\"\"}",
                "{\"type\":\"dtmf\",\"digit\":\"12\"}",
                "{\"type\":\"dtmf\",\"digit\":\"A\"}",
                "{\"type\":\"dtmf\",\"digit\":\"٣\"}",
                "{\"type\":\"hangup\""
            })
    void everythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> CallMessage.parse(text));
    }
}
