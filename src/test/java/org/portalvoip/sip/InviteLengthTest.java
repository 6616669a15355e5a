package org.portalvoip.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** That it is right, JanusGatewayIT shows with a real Janus. */
class InviteLengthTest {
    private static final String OFFER = AudioOffer.parse(Offers.CHROMIUM).toString();
    private static final Credential PASSWORD = new Credential.Password("any");

    private static int length(String domain, Credential credential, String offer) {
        var account = new SipAccount(
                new SipUser("goofy"),
                SipHost.parse(domain),
                new SipPort(5061),
                new SipRoute(SipRoute.Transport.UDP),
                credential);
        return InviteLength.of(account, new Extension("0800"), offer);
    }

    @Test
    void credentialsMakeItTooLongForUdpAndFewerCodecsShortEnough() {
        String few = new Codecs(List.of(Codec.PCMA, Codec.PCMU)).in(OFFER);

        assertThat(length("127.0.0.1", PASSWORD, OFFER)).isGreaterThan(InviteLength.MOST_OVER_UDP);
        assertThat(length("127.0.0.1", new Credential.Guest(), OFFER)).isLessThan(InviteLength.MOST_OVER_UDP);
        assertThat(length("127.0.0.1", PASSWORD, few)).isLessThan(InviteLength.MOST_OVER_UDP);
    }

    /** Of request, From and To; and of the digest, which names it twice. */
    @Test
    void itKnowsHowOftenTheNameOfTheServerIsIn() {
        String name = "telephones.company.example";
        int longer = name.length() - "127.0.0.1".length();

        assertThat(length(name, new Credential.Guest(), OFFER) - length("127.0.0.1", new Credential.Guest(), OFFER))
                .isEqualTo(3 * longer);
        assertThat(length(name, PASSWORD, OFFER) - length("127.0.0.1", PASSWORD, OFFER))
                .isEqualTo(5 * longer);
    }

    @Test
    void whatJanusKeepsToItselfDoesNotCount() {
        String candidate = "a=candidate:1 1 udp 2122260223 192.0.2.1 50000 typ host\r\n";

        assertThat(length("127.0.0.1", PASSWORD, OFFER + candidate)).isEqualTo(length("127.0.0.1", PASSWORD, OFFER));
    }
}
