package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipHost;
import org.portalvoip.sip.SipPort;
import org.portalvoip.sip.SipRoute;
import org.portalvoip.sip.SipServer;
import org.portalvoip.sip.SipTarget;
import org.portalvoip.sip.SipUser;
import org.portalvoip.sip.SrvRecord;

/** Where the SIP server of an account is, by what the name service says. */
class SipDirectoryTest {
    private static final Map<String, List<String>> ADDRESSES = Map.of(
            "pbx.example", List.of("192.0.2.1", "2001:db8::1"),
            "a.example", List.of("192.0.2.11", "192.0.2.12"),
            "b.example", List.of("2001:db8::b"));

    private static final Map<String, List<SrvRecord>> SERVICES = Map.of(
            "_sip._udp.listed.example",
                    List.of(
                            new SrvRecord(20, 0, 5070, "b.example"),
                            new SrvRecord(15, 0, 5060, "gone.example"),
                            new SrvRecord(10, 0, 5060, "a.example")),
            "_sip._tcp.listed.example", List.of(new SrvRecord(0, 0, 5080, "b.example")),
            "_sips._tcp.listed.example", List.of(new SrvRecord(0, 0, 5061, "b.example")),
            "_sip._udp.refusing.example", List.of(new SrvRecord(0, 0, 0, "")));

    private final List<String> asked = new ArrayList<>();

    private final SipDirectory directory = new SipDirectory(new NameLookup() {
        @Override
        public InetAddress[] addressesOf(String host) throws UnknownHostException {
            asked.add(host);
            if (host.matches("[0-9.]+|\\[.*")) {
                return InetAddress.getAllByName(host);
            }
            List<InetAddress> found = new ArrayList<>();
            for (String address : ADDRESSES.getOrDefault(host, List.of())) {
                found.add(InetAddress.getByName(address));
            }
            if (found.isEmpty()) {
                throw new UnknownHostException(host);
            }
            return found.toArray(InetAddress[]::new);
        }

        @Override
        public List<SrvRecord> serversOf(String service) throws UnknownHostException {
            asked.add(service);
            if (service.endsWith(".silent.example")) {
                throw new UnknownHostException(service);
            }
            return SERVICES.getOrDefault(service, List.of());
        }
    });

    private List<String> targets(String domain, SipRoute route) throws UnknownHostException {
        SipAccount account = new SipAccount(
                new SipUser("goofy"), new SipHost(domain), new SipPort(5062), route, new Credential.Guest());
        return directory.targetsOf(account).stream().map(SipTarget::toString).toList();
    }

    private static SipRoute srv(SipRoute.Transport transport) {
        return new SipRoute(transport, null, true, SipRoute.Srtp.OFF);
    }

    private static SipRoute plain() {
        return new SipRoute(SipRoute.Transport.UDP);
    }

    @Test
    void aNameStandsForAllItsAddressesAtThePortOfTheAccount() throws UnknownHostException {
        assertThat(targets("pbx.example", plain())).containsExactly("192.0.2.1:5062", "[2001:db8:0:0:0:0:0:1]:5062");
        assertThat(asked).containsExactly("pbx.example");
    }

    @Test
    void anAddressIsNeverAService() throws UnknownHostException {
        assertThat(targets("192.0.2.7", srv(SipRoute.Transport.UDP))).containsExactly("192.0.2.7:5062");
        assertThat(targets("[2001:db8::7]", srv(SipRoute.Transport.UDP)))
                .containsExactly("[2001:db8:0:0:0:0:0:7]:5062");
        assertThat(asked).noneMatch(name -> name.startsWith("_"));
    }

    @Test
    void aServiceStandsForItsServersByPriorityWithTheirPorts() throws UnknownHostException {
        assertThat(targets("listed.example", srv(SipRoute.Transport.UDP)))
                .containsExactly("192.0.2.11:5060", "192.0.2.12:5060", "[2001:db8:0:0:0:0:0:b]:5070");
        assertThat(targets("listed.example", srv(SipRoute.Transport.TCP)))
                .containsExactly("[2001:db8:0:0:0:0:0:b]:5080");
        assertThat(targets("listed.example", srv(SipRoute.Transport.TLS)))
                .containsExactly("[2001:db8:0:0:0:0:0:b]:5061");
    }

    @Test
    void theProxyIsLookedUpInsteadOfTheDomain() throws UnknownHostException {
        SipServer proxy = SipServer.parse("listed.example:5099");
        assertThat(targets("pbx.example", new SipRoute(SipRoute.Transport.TCP, proxy, true, SipRoute.Srtp.OFF)))
                .containsExactly("[2001:db8:0:0:0:0:0:b]:5080");
        assertThat(asked).doesNotContain("pbx.example");
    }

    @Test
    void aNameWithoutRecordsIsAHost() throws UnknownHostException {
        assertThat(targets("a.example", srv(SipRoute.Transport.UDP)))
                .containsExactly("192.0.2.11:5062", "192.0.2.12:5062");
    }

    @Test
    void aDomainThatRefusesOrANameServiceThatIsSilentLeavesNoGuess() {
        for (String domain : List.of("refusing.example", "silent.example", "unknown.example")) {
            assertThatThrownBy(() -> targets(domain, srv(SipRoute.Transport.UDP)))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining(domain);
        }
    }
}
