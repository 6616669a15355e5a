package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.portalvoip.sip.AudioOffer;
import org.portalvoip.sip.Codec;
import org.portalvoip.sip.Codecs;
import org.portalvoip.sip.Offers;

class TestOfferTest {
    private static final Predicate<String> SAID_TO_TELEPHONES = Pattern.compile(
                    "[om]=.*|a=(?:rtpmap|fmtp|rtcp-fb|extmap|mid|sendrecv).*")
            .asMatchPredicate();

    /** Otherwise a test would succeed where the network carries no INVITE as long as those of calls. */
    @Test
    void saysToTelephonesWhatABrowserSays() {
        assertThat(Codecs.ALL.in(AudioOffer.parse(Offers.CHROMIUM).toString()).lines())
                .filteredOn(SAID_TO_TELEPHONES)
                .containsExactlyInAnyOrderElementsOf(TestOffer.offer(Codecs.ALL)
                        .sdp()
                        .lines()
                        .filter(SAID_TO_TELEPHONES)
                        .toList());
    }

    @Test
    void hasOnlyTheCodecsOfCalls() {
        assertThat(TestOffer.offer(new Codecs(List.of(Codec.PCMU))).sdp())
                .contains("m=audio 9 UDP/TLS/RTP/SAVPF 0 13 126\r\n", "a=rtpmap:0 PCMU/8000")
                .doesNotContain("opus", "G722", "PCMA");
    }
}
