package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.json.Json;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.janus.IceCandidate;
import org.portalvoip.janus.Jsep;
import org.portalvoip.sip.AudioOffer;
import org.portalvoip.sip.Offers;

/** The vocabulary of the browser is closed. */
class BrowserMessageTest {
    @Test
    void anOfferIsASessionDescription() {
        String offer = Json.createObjectBuilder()
                .add("type", "offer")
                .add("sdp", Offers.CHROMIUM)
                .build()
                .toString();

        assertThat(BrowserMessage.parse(offer))
                .isEqualTo(new BrowserMessage.Offer(
                        Jsep.offer(AudioOffer.parse(Offers.CHROMIUM).toString())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"candidate:1 1 udp 1 4887f10d.local 9 typ host", "candidate:1 1 udp 1 127.0.0.1 9 typ host", "x"
            })
    void aCandidateThatNobodyCanUseIsNoFault(String candidate) {
        assertThat(BrowserMessage.parse("{\"type\":\"candidate\",\"candidate\":\"" + candidate + "\"}"))
                .isEqualTo(new BrowserMessage.Unusable());
    }

    @Test
    void aCandidateIsRewritten() {
        assertThat(BrowserMessage.parse("""
                {"type":"candidate","sdpMid":"0","candidate":"candidate:1 1 udp 1 10.0.0.1 9 typ host x-evil 1"}"""))
                .isEqualTo(new BrowserMessage.Candidate(
                        new IceCandidate("candidate:1 1 udp 1 10.0.0.1 9 typ host", "0", 0)));
    }

    @Test
    void aCandidateNeedsNoMediaSection() {
        assertThat(BrowserMessage.parse("""
                {"type":"candidate","candidate":"candidate:1 1 udp 1 10.0.0.1 9 typ host"}"""))
                .isEqualTo(new BrowserMessage.Candidate(
                        new IceCandidate("candidate:1 1 udp 1 10.0.0.1 9 typ host", null, 0)));
    }

    @Test
    void anEmptyCandidateIsTheEndOfThem() {
        assertThat(BrowserMessage.parse("""
                {"type":"candidate","candidate":"","sdpMid":"0","sdpMLineIndex":0}""")).isEqualTo(new BrowserMessage.Candidate(IceCandidate.COMPLETED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "*", "#", "A", "D"})
    void theKeysOfATelephoneAreDigits(String digit) {
        assertThat(BrowserMessage.parse("{\"type\":\"dtmf\",\"digit\":\"" + digit + "\"}"))
                .isEqualTo(new BrowserMessage.Dtmf(digit.charAt(0)));
    }

    @Test
    void aPingSaysNothingElse() {
        assertThat(BrowserMessage.parse("{\"type\":\"ping\",\"received\":7}")).isEqualTo(new BrowserMessage.Ping());
    }

    /** Nothing that a page writes of its own gets into our log. */
    @ParameterizedTest
    @CsvSource({
        "HANG_UP, HANG_UP",
        "BROWSER_FAILED, BROWSER_FAILED",
        "NO_SOUND, NO_SOUND",
        "NETWORK_LOST, NETWORK_LOST",
        "OTHER_WINDOW, HANG_UP",
        "FAR_END, HANG_UP",
        "SHUTDOWN, HANG_UP",
        "no_sound, HANG_UP",
        "'NO_SOUND\\nCall ended', HANG_UP"
    })
    void aHangUpHasAReasonOfAFewThatABrowserMayGive(String written, EndReason reason) {
        assertThat(BrowserMessage.parse("{\"type\":\"hangup\",\"reason\":\"" + written + "\"}"))
                .isEqualTo(new BrowserMessage.HangUp(reason, null));
        assertThat(BrowserMessage.parse("{\"type\":\"hangup\",\"reason\":[\"" + written + "\"]}"))
                .isEqualTo(new BrowserMessage.HangUp());
    }

    @Test
    void whateverElseAMessageHoldsIsNotRead() {
        String message = """
                {"type":"hangup","uri":"sip:900@evil","body":{"request":"transfer"},"headers":{"X":"y"}}""";

        assertThat(BrowserMessage.parse(message)).isEqualTo(new BrowserMessage.HangUp());
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
                "{\"type\":\"offer\",\"sdp\":\"v=0\\r\\n\"}",
                "{\"type\":\"candidate\",\"candidate\":\"a\",\"sdpMid\":\"<script>\"}",
                "{\"type\":\"candidate\"}",
                "{\"type\":\"candidate\",\"candidate\":\"a\",\"sdpMid\":\"0\\n\"}",
                "{\"type\":\"candidate\",\"candidate\":\"a\",\"sdpMLineIndex\":-1}",
                "{\"type\":\"candidate\",\"candidate\":\"a\",\"sdpMLineIndex\":99}",
                "{\"type\":\"dtmf\",\"digit\":\"\"}",
                "{\"type\":\"dtmf\",\"digit\":\"12\"}",
                "{\"type\":\"dtmf\",\"digit\":\"E\"}",
                "{\"type\":\"dtmf\",\"digit\":\"a\"}",
                "{\"type\":\"dtmf\",\"digit\":\"٣\"}",
                "{\"type\":\"hangup\""
            })
    void everythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> BrowserMessage.parse(text));
    }

    @Test
    void aBrowserThatComesBackMayHaveOlderTokens() {
        String older =
                IntStream.rangeClosed(1, 64).mapToObj(i -> "'t" + i + "'").collect(Collectors.joining(","));
        String with = "{'type':'resume','token':'t0','older':[" + older + "],'received':1,'sent':2}";
        String without = "{'type':'resume','token':'t1','received':1,'sent':2}";

        var many = (BrowserMessage.Resume) BrowserMessage.parse(with.replace('\'', '"'));
        var one = (BrowserMessage.Resume) BrowserMessage.parse(without.replace('\'', '"'));

        assertThat(many.tokens()).startsWith("t0", "t1", "t2").endsWith("t63").hasSize(64);
        assertThat(one.tokens()).containsExactly("t1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrowserMessage.parse(with.replace("'t8'", "8").replace('\'', '"')));
    }
}
