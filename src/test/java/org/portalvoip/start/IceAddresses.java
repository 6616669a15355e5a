package org.portalvoip.start;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Addresses of STUN and TURN servers, as anybody might write them, and those of them that the product lets through. */
public final class IceAddresses {
    private static final List<String> SCHEMES =
            List.of("stun:", "stuns:", "turn:", "turns:", "TURN:", "turn://", "turnss:", "turn", "http:", "");
    private static final List<String> HOSTS = List.of(
            "host",
            "Host.Example.",
            "ho_st",
            "_turn._udp.host",
            "-host",
            "host-",
            "a..b",
            ".",
            ".host",
            "",
            "árbol.example",
            "xn--rbol-4na.example",
            "xn--.example",
            "xn--a.example",
            "xn--99999999999.example",
            "a".repeat(63) + ".example",
            "a".repeat(64) + ".example",
            "a.".repeat(126) + "a",
            "ab--cd.example",
            "ｈost",
            "ho\u00adst",
            "☃.example",
            "ho%73t",
            "ho%20st",
            "%",
            "ho*st",
            "ho!st",
            "ho$st",
            "ho,st",
            "ho+st",
            "ho=st",
            "ho;st",
            "ho<st",
            "ho^st",
            "ho\\st",
            "ho\"st",
            "192.0.2.1",
            "192.0.2.400",
            "192.0.2",
            "192.0.2.1.5",
            "01.02.03.04",
            "0x7f.1",
            "12345",
            "host.1",
            "host.0x1",
            "1e3",
            "0.0.0.0",
            "[2001:db8::1]",
            "[2001:DB8:0:0:0:0:0:1]",
            "[::ffff:192.0.2.1]",
            "[::ffff:192.0.2.400]",
            "[2001:db8:::1]",
            "[2001:db8::1",
            "2001:db8::1",
            "2001:db8::1]",
            "[192.0.2.1]",
            "[host]",
            "[]",
            "[:]",
            "[::]",
            "[fe80::1]",
            "[fe80::1%25eth0]",
            "[fd00::1%1]",
            "[1:2:3:4:5:6:7:8:9]",
            "[12345::1]",
            "[1:2:3:4:5:6:7]",
            "user@host",
            "user:pass@host",
            "@host",
            "host/",
            "host/path",
            "host#part",
            "host?x");
    private static final List<String> QUERIES = List.of(
            "",
            "?transport=udp",
            "?transport=TCP",
            "?TRANSPORT=tcp",
            "?transport=sctp",
            "?transport=tls",
            "?transport=",
            "?transport",
            "?",
            "?x=y",
            "?transport=udp&x=y",
            "?transport=udp?transport=tcp",
            "#x",
            "/");
    private static final List<String> PORTS = List.of(
            "", ":", ":0", ":00000", ":3478", ":03478", ":65535", ":65536", ":99999", ":-1", ":abc", ":3478:3478");

    /** Beyond all that Firefox refuses. */
    private static final int HIGHEST_PORT_TRIED = 11_000;

    private IceAddresses() {}

    /**
     * A function in JavaScript that returns those of the product's addresses that the browser refuses, as a text; it is
     * empty when there are none.
     */
    public static String refusedByBrowser() {
        Set<String> addresses = letThrough();
        System.out.println(addresses.size() + " addresses of STUN and TURN servers are let through");
        assertThat(addresses).hasSizeGreaterThan(10_000);
        return """
                () => {
                  const connection = new RTCPeerConnection();
                  const refused = [];
                  for (const urls of %s) {
                    const credentials = urls.startsWith('turn') ? { username: 'u', credential: 'p' } : {};
                    try {
                      connection.setConfiguration({ iceServers: [{ urls, ...credentials }] });
                    } catch {
                      refused.push(urls);
                    }
                  }
                  connection.close();
                  return refused.join(' ');
                }""".formatted(Json.createArrayBuilder(addresses).build());
    }

    private static Set<String> letThrough() {
        Set<String> taken = new TreeSet<>();
        for (String scheme : SCHEMES) {
            for (String host : HOSTS) {
                List.of("", ":3478", "?transport=udp").forEach(rest -> add(scheme + host + rest, taken));
            }
            PORTS.forEach(port -> QUERIES.forEach(query -> add(scheme + "host" + port + query, taken)));
        }
        for (int port = 1; port <= HIGHEST_PORT_TRIED; port++) {
            add("turn:host:" + port, taken);
        }
        return taken;
    }

    private static void add(String written, Set<String> taken) {
        List.<UnaryOperator<String>>of(SettingIceAddress::stun, SettingIceAddress::turn)
                .forEach(reading -> {
                    try {
                        taken.add(reading.apply(written));
                    } catch (IllegalArgumentException refused) {
                        // So no browser ever sees it.
                    }
                });
    }
}
