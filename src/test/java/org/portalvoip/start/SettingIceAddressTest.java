package org.portalvoip.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingIceAddressTest {

    @ParameterizedTest
    @CsvSource({
        "STUN:stun.example, stun:stun.example",
        "stun:stun.example:19302, stun:stun.example:19302",
        "stun:192.0.2.1:3478, stun:192.0.2.1:3478",
        "stun:[2001:DB8::1]:3478, stun:[2001:db8::1]:3478",
        "stun:stun_1, stun:stun_1",
        "stun:árbol.example., stun:xn--rbol-4na.example",
    })
    void stunIsTakenAsBrowsersWantIt(String written, String address) {
        assertThat(SettingIceAddress.stun(written)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "TURN:turn.example, turn:turn.example",
        "turns:turn.example:443?transport=TCP, turns:turn.example:443?transport=tcp",
        "turn:turn.example:3478?transport=udp, turn:turn.example:3478?transport=udp",
        "turn:[2001:db8::1]:3478, turn:[2001:db8::1]:3478",
        "turn:192.0.2.1:80, turn:192.0.2.1:80",
        "turn:turn.example:65535, turn:turn.example:65535",
    })
    void turnIsTakenAsBrowsersWantIt(String written, String address) {
        assertThat(SettingIceAddress.turn(written)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "stun.example, is not of the form stun:host or stun:host:port",
        "stun://stun.example, is not of the form stun:host or stun:host:port",
        "http:stun.example, is not of the form stun:host or stun:host:port",
        "stuns:stun.example, 'is STUN over TLS, which Firefox refuses; write stun:'",
        "stun:stun.example?transport=udp, 'contains a question mark, which only a TURN address may'",
        "stun:stun.example?, 'contains a question mark, which only a TURN address may'",
        "stun:u:p@stun.example, 'contains a user name, which belongs in voip.turn.user'",
    })
    void whatIsNoStunServerIsRefused(String written, String reason) {
        assertThatThrownBy(() -> SettingIceAddress.stun(written)).hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "turn://turn.example, is not of the form turn:host or turn:host:port",
        "turn.example:3478, is not of the form turn:host or turn:host:port",
        "stun:turn.example, 'is a STUN server, which belongs in voip.ice-servers'",
        "turn:h?transport=sctp, may have nothing but transport=udp or transport=tcp after its question mark",
        "turn:h?, may have nothing but transport=udp or transport=tcp after its question mark",
        "turn:h?transport=udp&x=y, may have nothing but transport=udp or transport=tcp after its question mark",
        "turn:u@h, 'contains a user name, which belongs in voip.turn.user'",
        "turn:2001:db8::1, 'contains an IPv6 address that has no brackets around it, as in [2001:db8::1]'",
        "turn:[2001:db8::1, contains brackets that do not enclose its host",
        "turn:[2001:db8::1]3478, contains brackets that do not enclose its host",
        "turn:[2001:db8:::1], contains neither a valid host name nor a valid IP address",
        "turn:[192.0.2.1], contains neither a valid host name nor a valid IP address",
        "turn:[fe80::1%25eth0], contains neither a valid host name nor a valid IP address",
        "turn:192.0.2.400, contains neither a valid host name nor a valid IP address",
        "turn:host.1, contains neither a valid host name nor a valid IP address",
        "turn:xn--a.example, contains neither a valid host name nor a valid IP address",
        "turn:h/, contains neither a valid host name nor a valid IP address",
        "turn:, contains neither a valid host name nor a valid IP address",
        "turn:h:0, 'contains a port that is not between 1 and 65535'",
        "turn:h:65536, 'contains a port that is not between 1 and 65535'",
        "turn:h:5060, 'contains a port that browsers do not use; usual are 443, 3478 and 5349'",
        "turn:h:25, 'contains a port that browsers do not use; usual are 443, 3478 and 5349'",
        "turn:h:600, 'contains a port that browsers do not use; usual are 443, 3478 and 5349'",
        "turn:h:, 'contains a port that is not between 1 and 65535'",
        "turn:h:34x8, 'contains a port that is not between 1 and 65535'",
    })
    void whatIsNoTurnServerIsRefused(String written, String reason) {
        assertThatThrownBy(() -> SettingIceAddress.turn(written)).hasMessage(reason);
    }
}
