package org.portalvoip.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriTest {
    private static final SipPort PORT = new SipPort(5061);

    @Test
    void hasThreeForms() {
        assertThat(SipUri.addressOfRecord(new SipUser("goofy"), new SipHost("pbx.example.org")))
                .hasToString("sip:goofy@pbx.example.org");
        assertThat(SipUri.request(new Extension("0800"), new SipHost("192.0.2.7"), PORT))
                .hasToString("sip:0800@192.0.2.7:5061");
        assertThat(SipUri.server(new SipHost("[2001:db8::1]"), PORT)).hasToString("sip:[2001:db8::1]:5061");
    }

    @Test
    void aNumberSignIsWrittenAsRfc3261Wants() {
        assertThat(SipUri.request(new Extension("*21#"), new SipHost("h"), PORT))
                .hasToString("sip:*21%23@h:5061");
    }

    @Test
    void anAddressTakesThePlaceOfAName() throws UnknownHostException {
        assertThat(SipUri.server(new SipTarget(InetAddress.getByName("192.0.2.7"), PORT), SipRoute.Transport.UDP))
                .hasToString("sip:192.0.2.7:5061");
        assertThat(SipUri.server(new SipTarget(InetAddress.getByName("2001:db8::1"), PORT), SipRoute.Transport.UDP))
                .hasToString("sip:[2001:db8:0:0:0:0:0:1]:5061");
        assertThat(SipUri.server(new SipTarget(InetAddress.getByName("fe80::1%1"), PORT), SipRoute.Transport.TCP))
                .hasToString("sip:[fe80:0:0:0:0:0:0:1]:5061");
    }

    /** The user of a URI is a {@link SipUser} or an {@link Extension}: what both accept must need no escaping but the #. */
    @ParameterizedTest
    @ValueSource(strings = {"-_.!~*'()&=+$", "azAZ09"})
    void everyUserIsWrittenAsItIs(String user) {
        assertThat(SipUri.addressOfRecord(new SipUser(user), new SipHost("h"))).hasToString("sip:" + user + "@h");
    }
}
