package org.portalvoip.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.portalvoip.sip.Offers;
import org.portalvoip.testing.HostileValues;
import org.portalvoip.testing.lab.CallClient;

/** What a visitor may send who wants something else than to call the help desk; see {@link HostileValues} for the seed. */
final class HostileMessages {
    private static final List<String> OFFERS = List.of(CallClient.OFFER, Offers.CHROMIUM, Offers.FIREFOX);

    /** Lines of SDP that Janus or a telephone might understand. */
    private static final List<String> LINES = List.of(
            "s=",
            "i=",
            "u=http://evil.example/",
            "e=",
            "p=",
            "c=IN IP4 ",
            "b=AS:",
            "k=prompt",
            "o=evil 1 1 IN IP4 ",
            "a=x-evil:",
            "a=tool:",
            "a=sendrecv\r\na=",
            "a=rtpmap:111 ",
            "a=rtpmap:96 evil/8000",
            "a=fmtp:111 minptime=10;",
            "a=fmtp:0 ",
            "a=extmap:1 ",
            "a=extmap:9 http://evil.example/",
            "a=ssrc:1 cname:",
            "a=ssrc:1 msid:",
            "a=msid:",
            "a=rtcp-fb:111 ",
            "a=ptime:",
            "a=mid:",
            "a=candidate:1 1 udp 1 evil.local 9 typ host ",
            "a=candidate:1 1 udp 1 10.1.2.3 9 typ host evil ",
            "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:",
            "m=audio 9 RTP/AVP 0 ",
            "m=application 9 evil ");

    /** Members that a verb of Janus, or a SIP request, might be made of. */
    private static final List<String> MEMBERS = List.of(
            "\"uri\":\"sip:900@evil.example\"",
            "\"number\":\"900\"",
            "\"extension\":\"900\"",
            "\"329\":\"900\"",
            "\"janus\":\"message\"",
            "\"request\":\"call\"",
            "\"body\":{\"request\":\"call\",\"uri\":\"sip:900@evil.example\"}",
            "\"headers\":{\"X-Evil\":\"evil\"}",
            "\"proxy\":\"sip:evil.example\"",
            "\"refer_id\":1",
            "\"username\":\"sip:evil@evil.example\"",
            "\"handle_id\":1,\"session_id\":1",
            "\"jsep\":{\"type\":\"offer\",\"sdp\":\"evil\"}",
            "\"__proto__\":{\"type\":\"evil\"}");

    private static final List<String> WHOLE = List.of(
            "",
            " ",
            "null",
            "[]",
            "{}",
            "{\"type\":null}",
            "{\"type\":[\"offer\"]}",
            "{\"type\":\"offer\"}",
            "{\"type\":\"OFFER\",\"sdp\":\"v=0\"}",
            "{\"type\":\"offer\",\"sdp\":1e999999999}",
            "{\"type\":\"answer\",\"sdp\":\"v=0\"}",
            "{\"type\":\"call\",\"uri\":\"sip:900@evil.example\"}",
            "{\"type\":\"transfer\",\"uri\":\"sip:900@evil.example\"}",
            "{\"type\":\"hold\"}",
            "{\"type\":\"register\",\"secret\":\"evil\"}",
            "{\"janus\":\"message\",\"transaction\":\"x\",\"body\":{\"request\":\"call\",\"uri\":\"sip:900@evil.example\"}}",
            "{\"janus\":\"attach\",\"plugin\":\"janus.plugin.sip\"}",
            "INVITE sip:900@evil.example SIP/2.0\r\n\r\n",
            "{\"type\":\"dtmf\",\"digit\":\"5\",\"digit\":\"evil\"}",
            "{\"type\":\"dtmf\",\"digit\":5}",
            "{\"type\":\"dtmf\",\"digit\":\"5\r\\nSignal=9\"}");

    private static final int DEEPEST = 10_000;

    private final HostileValues values;

    HostileMessages(HostileValues values) {
        this.values = values;
    }

    /** The first message on a socket: mostly an offer that the grammar lets pass, with something in it that it must not. */
    String first() {
        List<String> lines = new ArrayList<>(one(OFFERS).lines().toList());
        for (int changes = values.number(5); changes >= 0; changes--) {
            change(lines);
        }
        return message("offer", "sdp", String.join("\r\n", lines) + "\r\n");
    }

    private void change(List<String> lines) {
        int at = values.number(lines.size());
        switch (values.number(8)) {
            case 0 -> lines.set(at, values.next(lines.get(at)));
            case 1 -> lines.add(at, lines.get(at));
            case 2 -> lines.add(at, lines.get(at).replaceFirst("[:=].*", "") + ":" + values.next("1"));
            case 3 -> lines.add("a=" + values.next("sendrecv"));
            default -> lines.add(values.number(2) == 0 ? at : lines.size(), one(LINES) + values.next("evil"));
        }
    }

    /** A further message in a running call. */
    String further() {
        return switch (values.number(8)) {
            case 0 -> first();
            case 1, 2 -> candidate();
            case 3 -> message("dtmf", "digit", values.number(2) == 0 ? "5" : values.next("5"));
            case 4 -> message(values.next("dtmf"), "digit", "5");
            case 5 -> wire(values.next(candidate()));
            case 6 -> "{\"a\":".repeat(1 + values.number(DEEPEST));
            default -> wire(values.number(2) == 0 ? one(WHOLE) : values.next(one(WHOLE)));
        };
    }

    private String candidate() {
        String valid = "candidate:1 1 udp 2122260223 10.1.2." + values.number(256) + " 50000 typ host";
        String text = values.number(3) == 0 ? values.next(valid) : valid + " evil " + values.next("generation 0");
        String section = values.number(3) == 0 ? values.next("0") : "0";
        return message("candidate", "candidate", text)
                .replaceFirst("}$", ",\"sdpMid\":" + Matcher.quoteReplacement(quoted(section)) + "}");
    }

    private String message(String type, String name, String value) {
        String more = values.number(2) == 0 ? "" : "," + one(MEMBERS);
        return "{\"type\":" + quoted(type) + "," + quoted(name) + ":" + quoted(value) + more + "}";
    }

    private String one(List<String> texts) {
        return texts.get(values.number(texts.size()));
    }

    /** Half a surrogate pair can stand in JSON, but not in a text frame. */
    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(unit -> {
            if (unit >= ' ' && unit < 0x7f && unit != '"' && unit != '\\') {
                json.append((char) unit);
            } else {
                json.append(String.format("\\u%04x", unit));
            }
        });
        return json.append('"').toString();
    }

    private static String wire(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }
}
