package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.portalvoip.testing.fuzz.FuzzTest;

/** Whatever answers in place of Janus is no message of its API, or one that a line can be told about. */
class JanusMessageFuzzTest extends FuzzTest {
    private static final LineListener NOBODY = new LineListener() {
        @Override
        public void sip(SipEvent event, Jsep jsep) {
            assertThat(event).isNotNull();
        }

        @Override
        public void candidate(IceCandidate candidate) {
            assertThat(candidate.candidate()).doesNotContain("\r", "\n");
        }

        @Override
        public void media(String type, boolean receiving) {}

        @Override
        public void slowLink(boolean uplink, long lost) {}

        @Override
        public void mediaClosed(boolean byBrowser, String reason) {}

        @Override
        public void lost(JanusException reason) {}
    };

    @Override
    protected void read(String text) {
        try {
            List<JanusMessage> messages = JanusMessage.read(text).stream()
                    .map(JanusMessage.Addressed::message)
                    .toList();
            messages.forEach(message -> message.tell(NOBODY));
            messages.forEach(JanusMessage::orRefusal);
        } catch (JanusException refused) {
            assertThat(refused.getMessage()).doesNotContain("\r", "\n").hasSizeLessThan(1000);
        }
    }
}
