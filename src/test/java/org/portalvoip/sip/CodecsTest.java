package org.portalvoip.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class CodecsTest {
    private static final String CHROMIUM = AudioOffer.parse(Offers.CHROMIUM).toString();

    private static Codecs codecs(Codec... order) {
        return new Codecs(List.of(order));
    }

    private static List<String> in(Codecs codecs) {
        return codecs.in(CHROMIUM).lines().toList();
    }

    @Test
    void allOfThemBeginWithTheBest() {
        assertThat(in(Codecs.ALL)).contains("m=audio 9 UDP/TLS/RTP/SAVPF 111 9 8 0 13 110 126");
        assertThat(in(Codecs.ALL))
                .containsExactlyInAnyOrderElementsOf(
                        CHROMIUM.replace("111 9 0 8", "111 9 8 0").lines().toList());
    }

    @Test
    void theOperatorsOrderCountsAndNotTheBrowsers() {
        assertThat(in(codecs(Codec.PCMU, Codec.OPUS))).contains("m=audio 9 UDP/TLS/RTP/SAVPF 0 111 13 110 126");
    }

    @Test
    void anOfferIsNamedInItsOrder() {
        assertThat(Codecs.named(codecs(Codec.PCMU, Codec.OPUS).in(CHROMIUM))).isEqualTo("PCMU OPUS");
        assertThat(Codecs.named(Codecs.ALL.in(CHROMIUM))).isEqualTo("OPUS G722 PCMA PCMU");
        assertThat(Codecs.named("v=0\r\n")).isEmpty();
    }

    @Test
    void whatIsNotOfferedLeavesNothingBehind() {
        assertThat(in(codecs(Codec.PCMA)))
                .contains("m=audio 9 UDP/TLS/RTP/SAVPF 8 13 126", "a=rtpmap:126 telephone-event/8000")
                .noneMatch(line -> line.matches("a=(rtpmap|fmtp|rtcp-fb):(111|110|9|0) .*"));
        assertThat(in(codecs(Codec.OPUS)))
                .contains("m=audio 9 UDP/TLS/RTP/SAVPF 111 110", "a=fmtp:111 minptime=10;useinbandfec=1");
    }

    @Test
    void theOfferStaysOneOfOurs() {
        WrittenOffer.check(codecs(Codec.G722, Codec.PCMU).in(CHROMIUM));
    }

    @Test
    void anOfferWithoutThemIsRefused() {
        String pcmuOnly = codecs(Codec.PCMU).in(CHROMIUM);
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> codecs(Codec.PCMA).in(pcmuOnly))
                .matches(refusal -> refusal.fault() == AudioOffer.Fault.CODEC);
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Codecs.ALL.in("v=0\r\n"))
                .matches(refusal -> refusal.fault() == AudioOffer.Fault.AUDIO);
    }

    @Test
    void theyAreAtLeastOneAndEachCountsOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Codecs(List.of()));
        assertThat(codecs(Codec.PCMA, Codec.PCMU, Codec.PCMA)).isEqualTo(codecs(Codec.PCMA, Codec.PCMU));
    }
}
