package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.portalvoip.janus.IceCandidate;
import org.portalvoip.sip.WrittenOffer;
import org.portalvoip.testing.fuzz.FuzzTest;

/** Whatever a browser sends is refused, or contains nothing but what may reach Janus. */
class BrowserMessageFuzzTest extends FuzzTest {
    @Override
    protected void read(String text) {
        BrowserMessage message;
        try {
            message = BrowserMessage.parse(text);
        } catch (IllegalArgumentException refused) {
            return;
        }
        if (message instanceof BrowserMessage.Offer offer) {
            WrittenOffer.check(offer.jsep().sdp());
        } else if (message instanceof BrowserMessage.Candidate candidate) {
            check(candidate.candidate());
        } else if (message instanceof BrowserMessage.Dtmf dtmf) {
            assertThat("0123456789*#").contains(String.valueOf(dtmf.digit()));
        }
    }

    private static void check(IceCandidate candidate) {
        if (!candidate.completed()) {
            WrittenOffer.checkCandidate(candidate.candidate());
        }
        assertThat(String.valueOf(candidate.sdpMid())).matches("null|[0-9]{1,2}|audio|sdparta_[0-9]");
        assertThat(candidate.sdpMLineIndex()).isBetween(0, 15);
    }
}
