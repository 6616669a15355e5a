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
        assertThat(account.serverAt(InetAddress.getByName("192.0.2.7"))).hasToString("sip:192.0.2.7:5061");
        assertThat(account.uriOf(new Extension("0800"))).hasToString("sip:0800@pbx.example.org:5061");
    }
}
