package org.portalvoip.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipHostTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "pbx",
                "pbx.example.com",
                "a-b.c1",
                "1a.b",
                "sip_pbx",
                "[::1]",
                "[2001:db8::5060]",
                "xn--hst-sna.example"
            })
    void whatIsWellWrittenStaysAsItIs(String host) {
        assertThat(SipHost.parse(host).name()).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({
        "PBX.Example.COM, pbx.example.com",
        "pbx.example.com., pbx.example.com",
        "2001:DB8::1, [2001:db8::1]",
        "::1, [::1]",
        "[2001:DB8::1], [2001:db8::1]",
        "2001:db8::192.0.2.1, [2001:db8::192.0.2.1]",
        "höst.example, xn--hst-sna.example",
        "HÖST.example, xn--hst-sna.example",
        "例え.テスト, xn--r8jz45g.xn--zckzah",
        "ｐｂｘ．example, pbx.example",
        "１２７.0.0.1, 127.0.0.1"
    })
    void whatPeopleWriteIsPutInItsNormalForm(String written, String host) {
        assertThat(SipHost.parse(written)).isEqualTo(new SipHost(host));
    }

    @ParameterizedTest
    @CsvSource({
        "sip:pbx.example, SCHEME",
        "SIPS:pbx.example:5061, SCHEME",
        "https://pbx.example, SCHEME",
        "pbx:5061, PORT",
        "[::1]:5061, PORT",
        "-a.b, LABEL -a",
        "a-.b, LABEL a-",
        "a..b, EMPTY",
        ".a, EMPTY",
        "a b, CHARACTER",
        "a\u200bb, CHARACTER \u200b",
        "a\u00adb, CHARACTER \u00ad",
        "a/b, CHARACTER /",
        "a@b, CHARACTER @",
        "a;transport=tcp, CHARACTER ;",
        "256.0.0.1, IPV4 256.0.0.1",
        "1.2.3, IPV4 1.2.3",
        "1.2.3.4.5, IPV4 1.2.3.4.5",
        "01.2.3.4, IPV4 01.2.3.4",
        "2130706433, IPV4 2130706433",
        "0x7f000001, IPV4 0x7f000001",
        "127.0.0.0x1, IPV4 127.0.0.0x1",
        "a.1, IPV4 a.1",
        "[::1, IPV6 [::1",
        "[zz::1], IPV6 [zz::1]",
        "1:2:3, IPV6 [1:2:3]",
        "[00000001:db::1], IPV6 [00000001:db::1]",
        "2001:db8::192.0.2.01, IPV6 [2001:db8::192.0.2.01]",
        "2001:db8::192.0.2, IPV6 [2001:db8::192.0.2]",
        "1:2:3:4:5:6:7:8:9, IPV6 [1:2:3:4:5:6:7:8:9]",
        "fe80::1%eth0, ZONE %eth0",
        "[fe80::1%25eth0], ZONE %25eth0",
        "fe80::1, UNREACHABLE [fe80::1]",
        "169.254.169.254, UNREACHABLE 169.254.169.254",
        "0.0.0.0, UNREACHABLE 0.0.0.0",
        "::, UNREACHABLE [::]",
        "224.0.0.1, UNREACHABLE 224.0.0.1",
        "255.255.255.255, UNREACHABLE 255.255.255.255",
        "ff02::1, UNREACHABLE [ff02::1]"
    })
    void whatIsNoHostIsNamed(String written, String fault) {
        assertThat(Parsing.of(SipHost::parse, written)).isEqualTo(fault.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "a\r\nb", "\0pbx", "a\u0085b", "h?x", "\u0627b\u0661"})
    void nothingElseGetsThrough(String written) {
        assertThatThrownBy(() -> SipHost.parse(written)).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PBX", "pbx.", "::1", "[::A]", " pbx", "höst"})
    void aHostExistsInItsNormalFormOnly(String written) {
        assertThatThrownBy(() -> new SipHost(written)).isInstanceOf(Malformed.class);
    }

    @Test
    void aLabelHas63CharactersAtMostAndANameHas253() {
        String label = "a".repeat(63);
        String name = label + "." + label + "." + label + "." + "a".repeat(61);

        assertThat(SipHost.parse(name + ".").name()).isEqualTo(name);
        assertThat(Parsing.of(SipHost::parse, name + "a")).isEqualTo("LONG");
        assertThat(Parsing.of(SipHost::parse, label + "a")).isEqualTo("LABEL " + label + "a");
    }

    /**
     * Blanks at the ends and capital letters do not make a different host, and parsing a host again does not change it.
     */
    @Test
    void dressAddsNothingToAHost() {
        Random random = new Random(325);
        String[] ends = {"", " ", "\u00a0", "\t", "\n", "\u200b", "\ufeff", "\u202a", "\u202e", "\u00ad", "\u3000"};
        String[] hosts = {"pbx.example", "127.0.0.1", "[2001:db8::1]", "a_b", "xn--hst-sna"};
        for (int i = 0; i < 5_000; i++) {
            String host = hosts[random.nextInt(hosts.length)];
            String dressed = ends[random.nextInt(ends.length)]
                    + ends[random.nextInt(ends.length)]
                    + (random.nextBoolean() ? host : host.toUpperCase(java.util.Locale.ROOT))
                    + (host.startsWith("[") || random.nextBoolean() ? "" : ".")
                    + ends[random.nextInt(ends.length)];

            assertThat(SipHost.parse(dressed).name()).as(dressed).isEqualTo(host);
            assertThat(SipHost.parse(host).name()).isEqualTo(host);
        }
    }
}
