package org.portalvoip.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of a browser's offer: what Janus needs of it stays, and no word of a stranger does. Longer than 200
 * lines, because each line of an offer has its right and its wrong forms.
 */
class AudioOfferTest {
    private static final String PRINT = "AB:".repeat(31) + "cd";
    private static final List<String> LEAST = List.of(
            "v=0",
            "m=audio 9 UDP/TLS/RTP/SAVPF 0",
            "a=ice-ufrag:meQa",
            "a=ice-pwd:vkG/k4zL12HwuKh9p7F4Sr",
            "a=fingerprint:sha-256 " + PRINT,
            "a=setup:actpass");

    private static String offer(String... more) {
        return String.join("\r\n", LEAST) + "\r\n" + String.join("\r\n", more);
    }

    private static String read(String text) {
        return Parsing.of(AudioOffer::parse, text);
    }

    /** The smallest offer without one of its lines, or with another in its place. */
    private static String withoutLine(String start, String instead) {
        return read(String.join(
                "\r\n",
                LEAST.stream()
                        .map(line -> line.startsWith(start) ? instead : line)
                        .toList()));
    }

    @Test
    void theSmallestOfferIsWrittenInOurWords() {
        assertThat(read(offer()))
                .isEqualTo(String.join(
                        "\r\n",
                        "v=0",
                        "o=- 1 1 IN IP4 0.0.0.0",
                        "s=-",
                        "t=0 0",
                        "a=group:BUNDLE 0",
                        "m=audio 9 UDP/TLS/RTP/SAVPF 0",
                        "c=IN IP4 0.0.0.0",
                        "a=rtcp:9 IN IP4 0.0.0.0",
                        "a=ice-options:trickle",
                        "a=rtcp-mux",
                        "a=mid:0",
                        "a=ice-ufrag:meQa",
                        "a=ice-pwd:vkG/k4zL12HwuKh9p7F4Sr",
                        "a=fingerprint:sha-256 " + PRINT,
                        "a=setup:actpass",
                        "a=sendrecv",
                        "a=rtpmap:0 PCMU/8000",
                        ""));
    }

    @Test
    void chromiumsOfferKeepsItsCodecsInTheirOrder() {
        assertThat(read(Offers.CHROMIUM).lines())
                .contains(
                        "m=audio 9 UDP/TLS/RTP/SAVPF 111 9 0 8 13 110 126",
                        "a=rtpmap:111 opus/48000/2",
                        "a=fmtp:111 minptime=10;useinbandfec=1",
                        "a=rtcp-fb:111 transport-cc",
                        "a=rtpmap:9 G722/8000",
                        "a=rtpmap:0 PCMU/8000",
                        "a=rtpmap:8 PCMA/8000",
                        "a=rtpmap:13 CN/8000",
                        "a=rtpmap:110 telephone-event/48000",
                        "a=rtpmap:126 telephone-event/8000",
                        "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
                        "a=group:BUNDLE 0",
                        "a=mid:0",
                        "a=sendrecv")
                .anyMatch(line -> line.matches("a=ssrc:[0-9]+ cname:caller"))
                .noneMatch(line -> line.contains("msid") || line.contains("red/"));
    }

    @Test
    void firefoxsOfferKeepsItsCodecsInTheirOrder() {
        assertThat(read(Offers.FIREFOX).lines())
                .contains(
                        "m=audio 9 UDP/TLS/RTP/SAVPF 109 9 0 8 101",
                        "a=rtpmap:109 opus/48000/2",
                        "a=fmtp:109 maxplaybackrate=48000;stereo=1;useinbandfec=1",
                        "a=rtpmap:9 G722/8000",
                        "a=rtpmap:101 telephone-event/8000",
                        "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
                        "a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid",
                        "a=sendrecv",
                        "a=setup:actpass")
                .anyMatch(line -> line.startsWith("a=fingerprint:sha-256 "))
                .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).contains("mozilla"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o=<script>alert(1)</script> 1 1 IN IP4 evil.example",
                "s=call 900123 evil",
                "i=evil",
                "u=http://evil.example",
                "e=evil@evil.example",
                "p=+1 900 123 evil",
                "b=evil:1",
                "k=prompt evil",
                "z=evil",
                "x=evil",
                "evil",
                "a=x-evil:INVITE sip:900@evil",
                "a=evil",
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:evil",
                "a=msid:evil evil",
                "a=label:evil",
                "a=content:evil",
                "a=ice-options:trickle evil",
                "a=ice-lite evil",
                "a=mid:evil",
                "a=mid:evil!",
                "a=mid:evil567890123456x",
                "a=ice-ufrag:evil<>",
                "a=ice-pwd:evil",
                "a=fingerprint:evil 00:11",
                "a=setup:evil",
                "a=sendrecv evil",
                "a=rtpmap:0 evil/8000",
                "a=rtpmap:99 evil/8000",
                "a=fmtp:0 evil=1",
                "a=rtcp-fb:0 evil",
                "a=rtcp-fb:99 nack evil",
                "a=extmap:1 urn:evil",
                "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level evil",
                "a=extmap:evil urn:ietf:params:rtp-hdrext:ssrc-audio-level",
                "a=ptime:evil",
                "a=maxptime:1000evil",
                "a=ssrc:1 cname:evil",
                "a=ssrc:1 msid:evil",
                "a=ssrc:evil cname:evil",
                "a=candidate:1 1 udp 1 10.0.0.1 9 typ host evil evil",
                "a=candidate:1 1 udp 1 evil.local 9 typ host",
                "x=candidate:evil 1 udp 1 10.0.0.1 9 typ host",
                ""
            })
    void noWordOfAStrangerGetsThrough(String line) {
        String before = String.join("\r\n", "v=0", line, String.join("\r\n", LEAST.subList(1, LEAST.size())));

        assertThat(List.of(read(offer(line)), read(before), read(offer(line + "\r\n" + line))))
                .allSatisfy(written -> assertThat(written).startsWith("v=0").doesNotContain("evil"));
    }

    @ParameterizedTest
    @CsvSource({
        "v=0, v=1, AUDIO",
        "m=, a=recvonly, AUDIO",
        "m=, m=video 9 UDP/TLS/RTP/SAVPF 0, AUDIO",
        "m=, m=audio 0 UDP/TLS/RTP/SAVPF 0, AUDIO",
        "m=, m=audio 9 RTP/AVP 0, AUDIO",
        "m=, m=audio 9 UDP/TLS/RTP/SAVPF, AUDIO",
        "m=, m=audio 9 UDP/TLS/RTP/SAVPF x, AUDIO",
        "m=, m=audio 9 UDP/TLS/RTP/SAVPF 99, CODEC",
        "m=, m=audio 9 UDP/TLS/RTP/SAVPF 128, CODEC",
        "m=, m=audio 9 UDP/TLS/RTP/SAVPF 13, CODEC",
        "a=ice-ufrag, a=ice-ufrag:abc, SECURITY ice-ufrag",
        "a=ice-ufrag, a=ice-ufrag:ab cd, SECURITY ice-ufrag",
        "a=ice-pwd, a=ice-pwd:vkG/k4zL12HwuKh9p7F4S, SECURITY ice-pwd",
        "a=fingerprint, a=fingerprint:sha-1 AB, SECURITY fingerprint",
        "a=setup, a=setup:holdconn, SECURITY setup"
    })
    void anOfferThatLacksWhatACallNeedsIsRefused(String line, String instead, String fault) {
        assertThat(withoutLine(line, instead)).isEqualTo(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "v=0", "x", "m=audio 9 UDP/TLS/RTP/SAVPF 0"})
    void whatIsNoOfferIsRefused(String text) {
        assertThat(read(text)).isEqualTo("AUDIO");
    }

    @Test
    void aSecondSectionIsRefused() {
        assertThat(read(offer("m=video 9 UDP/TLS/RTP/SAVPF 96"))).isEqualTo("AUDIO");
        assertThat(read(offer(LEAST.get(1)))).isEqualTo("AUDIO");
    }

    @Test
    void tonesAloneAreNoCall() {
        String tones = "m=audio 9 UDP/TLS/RTP/SAVPF 101\r\na=rtpmap:101 telephone-event/8000";

        assertThat(withoutLine("m=", tones)).isEqualTo("CODEC");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=ptime:20",
                "a=maxptime:120",
                "a=rtcp-fb:0 transport-cc",
                "a=rtcp-fb:0 nack",
                "a=extmap:14/sendonly http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
                "a=extmap:4 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
                "a=candidate:1 1 udp 1 10.0.0.1 9 typ host"
            })
    void whatIsKnownStays(String line) {
        assertThat(read(offer(line)).lines()).contains(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sendonly", "recvonly", "inactive", "sendrecv"})
    void aDirectionStays(String direction) {
        assertThat(read(offer("a=" + direction)).lines()).contains("a=" + direction);
        assertThat(read(offer("a=" + direction)).lines().filter(line -> line.matches("a=(send|recv|inactive).*")))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "minptime=10;useinbandfec=1 | minptime=10;useinbandfec=1",
                "stereo=1; sprop-stereo=0 ;cbr=1 | stereo=1;sprop-stereo=0;cbr=1",
                "maxplaybackrate=16000;evil=1;maxaveragebitrate=64000 | maxplaybackrate=16000;maxaveragebitrate=64000",
                "usedtx=1;usedtx=1 | usedtx=1",
                "stereo=2;maxplaybackrate=900123;maxaveragebitrate=1 | none",
            })
    void parametersOfOpusAreCheckedOneByOne(String parameters, String expected) {
        String opus = withoutLine(
                "m=", "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 " + parameters);

        assertThat(opus.lines().filter(line -> line.startsWith("a=fmtp:")))
                .isEqualTo(expected.equals("none") ? List.of() : List.of("a=fmtp:111 " + expected));
    }

    @Test
    void whatStandsInTheSectionCountsMoreThanWhatStandsBeforeIt() {
        String both = "v=0\r\na=ice-ufrag:before\r\na=setup:passive\r\n" + offer().substring("v=0\r\n".length());

        assertThat(read(both).lines())
                .contains("a=ice-ufrag:meQa", "a=setup:actpass")
                .doesNotContain("a=ice-ufrag:before");
    }

    @Test
    void theSectionKeepsItsName() {
        assertThat(read(offer("a=mid:audio")).lines()).contains("a=mid:audio", "a=group:BUNDLE audio");
        assertThat(Stream.of("0", "12", "audio", "sdparta_0")).allMatch(AudioOffer::isSection);
        assertThat(Stream.of("", "123", "audio1", "evil", "sdparta_00", "Audio"))
                .noneMatch(AudioOffer::isSection);
    }

    @Test
    void thereIsAnEndToFormatsAndCandidates() {
        String formats = "m=audio 9 UDP/TLS/RTP/SAVPF 0" + " 8".repeat(31) + " 111 112\r\na=rtpmap:111 opus/48000/2";
        String[] candidates = IntStream.range(0, 100)
                .mapToObj(i -> "a=candidate:" + i + " 1 udp 1 10.0.0.1 9 typ host")
                .toArray(String[]::new);

        assertThat(withoutLine("m=", formats).lines()).contains("m=audio 9 UDP/TLS/RTP/SAVPF 0 8");
        assertThat(read(offer(candidates)).lines().filter(line -> line.startsWith("a=candidate:")))
                .hasSize(32);
    }

    @Test
    void ofAVeryLongOfferOnlyTheBeginningIsRead() {
        assertThat(read(offer("a=x\r\n".repeat(400) + "a=ptime:20")).lines()).contains("a=ptime:20");
        assertThat(read(offer("a=x\r\n".repeat(600) + "a=ptime:20")).lines()).doesNotContain("a=ptime:20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void howLinesEndDoesNotMatter(String end) {
        assertThat(read(offer("a=ptime:20").replace("\r\n", end))).isEqualTo(read(offer("a=ptime:20")));
    }

    @Test
    void whatWasRewrittenStaysAsItIs() {
        for (String offer : List.of(Offers.CHROMIUM, Offers.FIREFOX, offer())) {
            assertThat(read(read(offer))).isEqualTo(read(offer));
        }
    }
}
