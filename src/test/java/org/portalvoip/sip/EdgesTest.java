package org.portalvoip.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The last value that is right and the first that is wrong, where a grammar has a border. */
class EdgesTest {
    private static final String OFFER = String.join(
            "\r\n",
            "v=0",
            "m=audio 9 UDP/TLS/RTP/SAVPF 0 127 128 8",
            "a=ice-ufrag:meQa",
            "a=ice-pwd:vkG/k4zL12HwuKh9p7F4Sr",
            "a=fingerprint:sha-256 " + "AB:".repeat(31) + "cd",
            "a=setup:actpass",
            "a=rtpmap:127 opus/48000/2",
            "a=rtpmap:128 opus/48000/2",
            "a=rtcp-fb:8 nack",
            "");

    @Test
    void thereIsAPayloadType127AndNone128() {
        assertThat(AudioOffer.parse(OFFER).toString().lines()).contains("m=audio 9 UDP/TLS/RTP/SAVPF 0 127 8");
    }

    @Test
    void feedbackStaysWithItsPayloadType() {
        assertThat(AudioOffer.parse(OFFER).toString().lines().filter(line -> line.startsWith("a=rtcp-fb")))
                .containsExactly("a=rtcp-fb:8 nack");
    }

    @ParameterizedTest
    @ValueSource(ints = {0xFE00, 0xFE0F, 0xE0000, 0xE0FFF, 0x200B, 0xAD, 0x2800})
    void variationsAndTagsAreInvisible(int character) {
        assertThat(Pasted.isInvisible(character)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0xFDFF, 0xFE10, 0xDFFFF, 0xE1000, 'a', 0x3001})
    void theirNeighboursAreNot(int character) {
        assertThat(Pasted.isInvisible(character)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"！a！, !a!", "～, ~", "＠, @", "｟, ｟"})
    void fullWidthCharactersBecomeAscii(String written, String read) {
        assertThat(Pasted.tidied(written)).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({"1.0.0.0, 1.0.0.0", "239.255.255.255, UNREACHABLE 239.255.255.255", "240.0.0.0, UNREACHABLE 240.0.0.0"})
    void thereAreAddressesThatNobodyHas(String written, String read) {
        assertThat(Parsing.of(SipHost::parse, written)).isEqualTo(read);
    }

    @Test
    void aPasswordHas255BytesAtMost() {
        assertThat(new SipPassword("p".repeat(255)).value()).hasSize(255);
        assertThat(Parsing.of(SipPassword::new, "p".repeat(256))).isEqualTo("LONG");
        assertThat(Parsing.of(SipPassword::new, "é".repeat(128))).isEqualTo("LONG");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.1.2.3, true",
        "[::1], true",
        "localhost, true",
        "128.0.0.1, false",
        "[::2], false",
        "localhost.example, false",
        "pbx.example, false"
    })
    void thisMachineIsLoopback(String host, boolean here) {
        assertThat(SipHost.parse(host).isThisMachine()).isEqualTo(here);
    }

    @Test
    void valuesPrintThemselvesAndSecretsOnlyTheirKind() {
        assertThat(Extension.parse("0800")).hasToString("0800");
        assertThat(new Credential.Password("p")).hasToString("Password");
        assertThat(Credential.Ha1.of("u", "r", "p")).hasToString("Ha1");
    }
}
