package org.portalvoip.sip;

import org.portalvoip.testing.fuzz.FuzzTest;

/** Whatever a browser offers is refused, or rewritten without a word of its own. */
class AudioOfferFuzzTest extends FuzzTest {
    @Override
    protected void read(String text) {
        CandidateAttribute.parse(text).ifPresent(candidate -> WrittenOffer.checkCandidate(candidate.toString()));
        try {
            WrittenOffer.check(AudioOffer.parse(text).toString());
        } catch (Malformed refused) {
            // With a reason.
        }
    }
}
