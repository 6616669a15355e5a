package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalvoip.sip.IdentityHeader;
import org.portalvoip.sip.SipHost;

class PortalUserTest {
    private static final SipHost DOMAIN = new SipHost("sip.example");

    @Test
    void nameAndContextAreCleanedAndShortened() {
        assertThat(PortalUser.of("ana", "Ana\r\nX: 1", " INC-7 ", false))
                .isEqualTo(new PortalUser("ana", "Ana X: 1", "INC-7"));
        PortalUser wordy = PortalUser.of("ana", "n".repeat(101), "c".repeat(129), false);
        assertThat(wordy.name()).hasSize(100);
        assertThat(wordy.context()).hasSize(128);
    }

    @Test
    void theSingleTextGivesTheSameUserBack() {
        PortalUser bare = new PortalUser("ana", "", "");
        assertThat(PortalUser.parse(bare.text())).isEqualTo(bare);
        PortalUser whole = new PortalUser("ana", "Ana", "INC-7", true);
        assertThat(PortalUser.parse(whole.text())).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', portal user ana",
        "Ana, '', portal user ana (Ana)",
        "'', INC-7, portal user ana about INC-7",
        "Ana, INC-7, portal user ana (Ana) about INC-7"
    })
    void theLogSaysWhatIsKnown(String name, String context, String line) {
        assertThat(new PortalUser("ana", name, context)).hasToString(line);
    }

    @Test
    void theDeskLearnsWhatIsKnownInTheHeaderThatIsSet() {
        PortalUser ana = new PortalUser("ana", "Ana", "INC-7");

        assertThat(ana.headers(Optional.of(IdentityHeader.P_ASSERTED_IDENTITY), DOMAIN))
                .containsEntry("P-Asserted-Identity", "\"Ana\" <sip:ana@sip.example>")
                .containsEntry("X-Portal-Context", "INC-7")
                .hasSize(2);
        assertThat(ana.headers(Optional.of(IdentityHeader.REMOTE_PARTY_ID), DOMAIN))
                .containsOnlyKeys("Remote-Party-ID", "X-Portal-Context");
        assertThat(ana.headers(Optional.empty(), DOMAIN)).containsOnlyKeys("X-Portal-Context");
        assertThat(new PortalUser("ana", "Ana", "").headers(Optional.empty(), DOMAIN))
                .isEmpty();
    }

    /** As long as the telephone system is told at all. */
    @Test
    void whoeverWithholdsTheNumberAsksForPrivacy() {
        PortalUser ana = new PortalUser("ana", "Ana", "", true);

        assertThat(ana.headers(Optional.of(IdentityHeader.P_ASSERTED_IDENTITY), DOMAIN))
                .containsEntry("P-Asserted-Identity", "\"Ana\" <sip:ana@sip.example>")
                .containsEntry("Privacy", "id")
                .hasSize(2);
        assertThat(ana.headers(Optional.of(IdentityHeader.REMOTE_PARTY_ID), DOMAIN))
                .containsEntry("Privacy", "id")
                .hasEntrySatisfying(
                        "Remote-Party-ID", value -> assertThat(value).endsWith(";privacy=full"));
        assertThat(ana.headers(Optional.empty(), DOMAIN)).isEmpty();
    }
}
