package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as one address wherever addresses are counted. */
class ClientNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,                              192.0.2.1",
        "192.0.2.1:40000,                        192.0.2.1",
        "::ffff:192.0.2.1,                       192.0.2.1",
        "0:0:0:0:0:ffff:c000:201,                192.0.2.1",
        "[::ffff:192.0.2.1]:40000,               192.0.2.1",
        "64:ff9b::192.0.2.1,                     192.0.2.1",
        "2001:db8:0:1::7,                        2001:db8:0:1::/64",
        "2001:DB8:0:1:ffff:ffff:ffff:ffff,       2001:db8:0:1::/64",
        "[2001:db8:0:1::7],                      2001:db8:0:1::/64",
        "[2001:db8:0:1::7]:40000,                2001:db8:0:1::/64",
        "[fe80::7%eth0]:40000,                   fe80:0:0:0::/64",
        "fe80::7%eth0,                           fe80:0:0:0::/64",
        "::1,                                    0:0:0:0::/64",
        "1::2::3,                                1::2::3",
        "unknown,                                unknown",
    })
    void anAddressBelongsToTheNetworkOfOneCustomer(String address, String network) {
        assertThat(ClientNetwork.of(address).text()).isEqualTo(network);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:5:1::7, 2001:db8:5::/48",
        "2001:db8::7,     2001:db8:0::/48",
        "192.0.2.1,       192.0.2.1",
        "unknown,         unknown",
    })
    void theWiderNetworkIsThatOfASite(String address, String wider) {
        ClientNetwork site = ClientNetwork.of(address).wider();

        assertThat(site.text()).isEqualTo(wider);
        assertThat(site.wider()).isEqualTo(site);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void allWhoseAddressNobodyNamesAreOne(String address) {
        assertThat(ClientNetwork.of(address).text()).isEmpty();
    }

    @Test
    void aNetworkOf64BitsIsOneHoweverManyAddressesItHas() {
        Set<ClientNetwork> networks = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            networks.add(ClientNetwork.of("2001:db8:0:1:" + Integer.toHexString(i >> 8) + "::" + (i & 0xff)));
        }

        assertThat(networks).hasSize(1);
    }

    @Test
    void whatIsNotAnAddressTakesLittleRoom() {
        assertThat(ClientNetwork.of("x".repeat(10_000)).text()).hasSize(64);
        assertThat(ClientNetwork.of(":".repeat(10_000)).text()).hasSize(64);
    }
}
