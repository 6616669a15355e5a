package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.sip.Malformed;
import org.portalvoip.sip.Parsing;

class JanusAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8088/janus",
                "https://gateway.example/janus",
                "ws://127.0.0.1:8188",
                "wss://[::1]:8989/",
                "wss://a.example:8989,https://b.example:8089/janus"
            })
    void whatIsWellWrittenStaysAsItIs(String addresses) {
        assertThat(JanusAddress.text(JanusAddress.list(addresses))).isEqualTo(addresses);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTPS://gw.example/janus | https://gw.example/janus",
                "Wss://GW.example | wss://gw.example",
                "https://GW.example./Janus | https://gw.example/Janus",
                "https://höst/janus | https://xn--hst-sna/janus",
                "https://a.example/janus, | https://a.example/janus",
                "https://a,,https://b, ,https://c | https://a,https://b,https://c",
                "wss://a , https://b | wss://a,https://b",
                "https://a,https://b,HTTPS://A | https://a,https://b",
                "https://a\u3000，https://b | https://a,https://b",
                "https://a:08089/janus | https://a:8089/janus"
            })
    void whatPeopleWriteIsPutInItsNormalForm(String written, String addresses) {
        assertThat(JanusAddress.text(JanusAddress.list(written))).isEqualTo(addresses);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sip:127.0.0.1:5061|SIP",
                "SIPS://127.0.0.1|SIP",
                "https://a.example/,sip:b|SIP",
                "ftp://127.0.0.1|SCHEME",
                "127.0.0.1|SCHEME",
                "https:/host|SCHEME",
                "javascript:alert(1)|SCHEME",
                "https://|HOST",
                "https:///janus|HOST",
                "https://:8089/janus|HOST",
                ",|HOST",
                "https://user:word@host/janus|USER",
                "https://host/janus?x=1|QUERY ?",
                "https://host/janus#x|QUERY #",
                "https://host:0/janus|PORT 0",
                "https://host:65536/janus|PORT 65536",
                "https://host:/janus|PORTLESS",
                "https://host:x/janus|PORT x",
                "https://2001:db8::1/janus|BRACKETS 2001:db8::1",
                "https://[fe80::1%25eth0]/janus|ZONE %25eth0",
                "https://[fe80::1]/janus|UNREACHABLE [fe80::1]",
                "https://169.254.169.254/janus|UNREACHABLE 169.254.169.254",
                "ws://2130706433/|IPV4 2130706433",
                "ws://0x7f.1/|IPV4 0x7f.1",
                "https://janus_gw:8089/janus|UNUSABLE janus_gw",
                "https://gw.1a/janus|UNUSABLE gw.1a",
                "https://host name/janus|CHARACTER",
                "https://ho\u200bst/janus|CHARACTER \u200b",
                "https://host/jan us|CHARACTER",
                "https://host/%0d%0aX|CHARACTER %",
                "https://host/jánus|CHARACTER á",
                "https://host/admin|ADMIN",
                "http://127.0.0.1:7088/Admin/|ADMIN",
                "https://[::1/janus|IPV6 [::1"
            })
    void whatIsNoAddressIsNamed(String written, String fault) {
        assertThat(Parsing.of(JanusAddress::list, written)).isEqualTo(fault.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufeffhttps://a/janus\n",
                "\thttps://a/janus\u200b,",
                "\u202ahttps://a/janus\u202c",
                "\u00a0https://a/janus\u00ad\u00a0",
                "https://a/janus,\u3000https://a/janus"
            })
    void nothingUnseenIsKeptAtAnEnd(String written) {
        assertThat(JanusAddress.text(JanusAddress.list(written))).isEqualTo("https://a/janus");
    }

    @Test
    void aControlCharacterIsNoAccident() {
        assertThat(Parsing.of(JanusAddress::list, "https://host/janus\u0000")).startsWith("CHARACTER");
    }

    @Test
    void aThousandCharactersAreTheMost() {
        String longest = "https://host/" + "a".repeat(987);

        assertThat(JanusAddress.list(longest)).hasSize(1);
        assertThat(Parsing.of(JanusAddress::list, longest + "a")).isEqualTo("LONG");
    }

    /** Java has two readers of IPv6 addresses, and one of them is laxer. */
    @Test
    void whatIsAcceptedAsAnIpv6AddressCanStandInAUri() {
        Random random = new Random(324);
        String[] parts = {":", ":", ":", "::", "0", "1", "db8", "ffff", "2001", "00001", "192.0.2.1", "10.0.0.01", "."};
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            String host = random.ints(random.nextInt(16), 0, parts.length)
                    .mapToObj(part -> parts[part])
                    .collect(Collectors.joining("", "[", "]"));
            String outcome = Parsing.of(JanusAddress::list, "ws://" + host);
            accepted += outcome.equals("[ws://" + host + "]") ? 1 : 0;
        }
        System.out.println("20000 made-up IPv6 addresses: " + accepted + " accepted, and none of them surprised a URI");
        assertThat(accepted).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTPS://a", "https://A", "https://a/?x", "mailto:a", "https://janus_gw/janus"})
    void anAddressExistsInItsNormalFormOnly(String written) {
        assertThatThrownBy(() -> new JanusAddress(URI.create(written))).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ws://gw.example", "http://10.0.0.1/janus", "ws://[2001:db8::1]", "http://localhost.example"})
    void whatLeavesTheMachineWithoutTlsCanBeRead(String address) {
        assertThat(JanusAddress.parse(address).isReadableOnTheWay()).isTrue();
        assertThat(JanusAddress.parse(address.replaceFirst("(ws|http)", "$1s")).isReadableOnTheWay())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10:8188", "[::1]:8188", "localhost", "LOCALHOST.", "janus.localhost"})
    void nobodyReadsWhatStaysInTheMachine(String host) {
        assertThat(JanusAddress.parse("ws://" + host).isReadableOnTheWay()).isFalse();
    }

    /** What is accepted can be used: Java's HTTP client takes every accepted address. */
    @Test
    void theHttpClientTakesWhateverIsTaken() {
        Random random = new Random(324);
        String[] schemes = {"http", "HTTPS", "ws", "Wss", "sip", ""};
        String[] hosts = {"a", "A_B", "[::1]", "::1", "10.0.0.1", "höst", "1", "a.b.", "a b", "-", "", "a@b", "xn--a"};
        String[] rests = {"", "/", "/janus", ":8089/janus", ":0", ":99999", "/a%20b", "?x", "#x", "/admin", "/a,b"};
        int taken = 0;
        for (int i = 0; i < 5_000; i++) {
            String written = one(random, schemes) + "://" + one(random, hosts) + one(random, rests);
            String result = Parsing.of(text -> JanusAddress.text(JanusAddress.list(text)), written);
            if (result.contains("://")) {
                taken++;
                result.lines()
                        .flatMap(list -> java.util.stream.Stream.of(list.split(",")))
                        .forEach(address -> {
                            assertThat(address).isEqualTo(address.toLowerCase(Locale.ROOT));
                            var uri = URI.create(address.replaceFirst("^ws", "http"));
                            assertThat(HttpRequest.newBuilder(uri).build().uri().getHost())
                                    .isNotNull();
                        });
            }
        }
        assertThat(taken).isGreaterThan(500);
    }

    private static String one(Random random, String[] values) {
        return values[random.nextInt(values.length)];
    }
}
