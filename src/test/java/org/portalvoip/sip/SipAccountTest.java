package org.portalvoip.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class SipAccountTest {

    @Test
    void knowsWhoItIsWhereItsServerIsAndWhatItCanDial() throws UnknownHostException {
        SipAccount account = new SipAccount(
                new SipUser("goofy"),
                new SipHost("pbx.example.org"),
                new SipPort(5061),
                new SipRoute(SipRoute.Transport.UDP),
                new Credential.Guest());

        assertThat(account.addressOfRecord()).hasToString("sip:goofy@pbx.example.org");
        assertThat(account.registrar()).hasToString("sip:pbx.example.org:5061");
        assertThat(account.serverAt(new SipTarget(InetAddress.getByName("192.0.2.7"), new SipPort(5062))))
                .hasToString("sip:192.0.2.7:5062");
        assertThat(account.uriOf(new Extension("0800"))).hasToString("sip:0800@pbx.example.org:5061");
    }

    private static SipAccount withSrv(String domain, SipServer proxy) {
        return new SipAccount(
                new SipUser("goofy"),
                new SipHost(domain),
                new SipPort(5061),
                new SipRoute(SipRoute.Transport.UDP, proxy, true, SipRoute.Srtp.OFF),
                new Credential.Guest());
    }

    /** A port in a URI says that there are no SRV records (RFC 3263 section 4.2). */
    @Test
    void namesNoPortWhereTheDnsKnowsIt() {
        SipAccount listed = withSrv("example.org", null);

        assertThat(listed.registrar()).hasToString("sip:example.org");
        assertThat(listed.uriOf(new Extension("0800"))).hasToString("sip:0800@example.org");
        assertThat(withSrv("192.0.2.7", null).registrar()).hasToString("sip:192.0.2.7:5061");
        assertThat(withSrv("example.org", SipServer.parse("sbc.example.org:5060"))
                        .registrar())
                .hasToString("sip:example.org:5061");
    }

    @Test
    void eachTransportHasItsService() {
        assertThat(SipRoute.Transport.values())
                .extracting(transport -> transport.serviceOf(new SipHost("example.org")))
                .containsExactly("_sip._udp.example.org", "_sip._tcp.example.org", "_sips._tcp.example.org");
    }
}
