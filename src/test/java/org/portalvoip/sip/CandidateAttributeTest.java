package org.portalvoip.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Candidates as Chromium and Firefox write them, and what strangers try. */
class CandidateAttributeTest {
    private static String read(String text) {
        return CandidateAttribute.parse(text).map(Object::toString).orElse("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "candidate:1 1 udp 2122260223 10.99.0.1 45445 typ host",
                "candidate:0 1 UDP 2122252543 192.168.1.5 52511 typ host",
                "candidate:2 1 TCP 2105524479 192.168.1.5 9 typ host tcptype active",
                "candidate:3 2 udp 2113937151 2001:db8::7 61234 typ host",
                "candidate:842163049 1 udp 1677729535 203.0.113.9 50613 typ srflx raddr 0.0.0.0 rport 0",
                "candidate:a+/9 1 udp 92217343 198.51.100.30 65535 typ relay raddr 203.0.113.9 rport 50613",
                "candidate:5 1 tcp 2147483647 198.51.100.30 1 typ prflx raddr 10.0.0.1 rport 65535 tcptype so"
            })
    void whatJanusNeedsStaysAsItIs(String candidate) {
        assertThat(read(candidate)).isEqualTo(candidate);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " generation 0 ufrag meQa network-id 1 network-cost 999",
                " x-call sip:900@evil.example",
                " raddr 4887f10d.local rport 9",
                " raddr 110a0.0.0.1 rport 9 tcptype:",
                " "
            })
    void extensionsAreDropped(String extension) {
        String candidate = "candidate:1 1 udp 2122260223 10.99.0.1 45445 typ host";

        assertThat(read(candidate + extension)).isEqualTo(candidate);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4887f10d-c4e5-45e1-86ee-5d9a05f256f1.local",
                "evil.example",
                "localhost",
                "dead.beef",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "0x7f.1.1.1",
                "2130706433",
                "1:2",
                ":::",
                "fe80::1%eth0"
            })
    void aNameIsLookedUpByNobody(String address) {
        assertThat(read("candidate:1 1 udp 1 " + address + " 9 typ host")).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "127.0.0.1",
                "127.255.1.2",
                "224.0.0.1",
                "255.255.255.255",
                "169.254.1.1",
                "::",
                "::1",
                "0:0:0:0:0:0:0:1",
                "::ffff:127.0.0.1",
                "ff02::1",
                "fe80::1"
            })
    void janusSendsNothingToItselfOrToEverybody(String address) {
        assertThat(read("candidate:1 1 udp 1 " + address + " 9 typ host")).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "candidate:",
                "candidate:1 3 udp 1 10.0.0.1 9 typ host",
                "candidate:1 1 sctp 1 10.0.0.1 9 typ host",
                "candidate:1 1 udp 2147483648 10.0.0.1 9 typ host",
                "candidate:1 1 udp 99999999999 10.0.0.1 9 typ host",
                "candidate:1 1 udp 1 10.0.0.1 65536 typ host",
                "candidate:1 1 udp 1 10.0.0.1 9 typ srflx raddr 10.0.0.2 rport 65536",
                "candidate:1 1 udp 1 10.0.0.1 9 typ guest",
                "candidate:1  1 udp 1 10.0.0.1 9 typ host",
                "candidate:1 1 udp 1 10.0.0.1 9 typ host x\r\na=evil",
                " candidate:1 1 udp 1 10.0.0.1 9 typ host",
                "candidate:<1> 1 udp 1 10.0.0.1 9 typ host"
            })
    void everythingElseIsNone(String text) {
        assertThat(read(text)).isEqualTo("none");
    }

    @Test
    void theHighestPortsAndPrioritiesCount() {
        String candidate = "candidate:1 1 udp 2147483647 10.0.0.1 65535 typ srflx raddr 10.0.0.2 rport 65535";

        assertThat(read(candidate)).isEqualTo(candidate);
    }
}
