package org.portalvoip.diagnosis.connection;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an administrator may have wrong on the screen, in the lab.
 *
 * @param values which differ from those that work
 * @param findings what the screen has to say
 */
record StumblingBlock(Map<Integer, String> values, List<Finding> findings) {
    /** A name about which the name server has to say nothing; of every other it has to know that there is no such name. */
    static final String SILENT = "silent.example";

    /** A name by which the INVITE becomes longer than a packet of Ethernet. */
    static final String LONG = "telephones.of.the.whole.company.example";

    private static final String HA1 = "0123456789abcdef0123456789abcdef";
    /** What the screen says of each step when all is well. */
    private static final List<Finding> GOOD = List.of(
            Finding.NAME_FOUND,
            Finding.TCP_CONNECTED,
            Finding.TLS_TRUSTED,
            Finding.JANUS_ANSWERS,
            Finding.LINE_OPEN,
            Finding.DOMAIN_FOUND,
            Finding.CHALLENGE_SEEN,
            Finding.REGISTERED,
            Finding.RANG);

    private static final List<Finding> OLD_JANUS = List.of(
            Finding.JANUS_LACKS_IPV6,
            Finding.JANUS_LACKS_REASON,
            Finding.JANUS_LACKS_HEADERS,
            Finding.JANUS_LACKS_FIXES,
            Finding.REGISTRATION_GUEST,
            Finding.NO_SOUND_OVER_IPV6);

    private static final Map<String, Finding> EXTENSIONS = Map.ofEntries(
            Map.entry("0302", Finding.RING_REDIRECTED),
            Map.entry("0403", Finding.RING_FORBIDDEN),
            Map.entry("0407", Finding.RING_PASSWORD),
            Map.entry("0410", Finding.RING_GONE),
            Map.entry("0433", Finding.RING_ANONYMOUS),
            Map.entry("0480", Finding.RING_NO_TELEPHONE),
            Map.entry("0482", Finding.RING_LOOP),
            Map.entry("0484", Finding.RING_INCOMPLETE),
            Map.entry("0486", Finding.RING_BUSY),
            Map.entry("0488", Finding.RING_CODEC),
            Map.entry("0500", Finding.RING_REFUSED),
            Map.entry("0503", Finding.RING_OVERLOADED),
            Map.entry("0513", Finding.RING_TOO_LARGE),
            Map.entry("0603", Finding.RING_DECLINED),
            Map.entry("0999", Finding.RING_UNKNOWN));

    /** None of them takes longer than a few seconds. */
    static List<StumblingBlock> all() {
        return Stream.concat(
                        EXTENSIONS.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(wrong -> of(329, wrong.getKey(), wrong.getValue())),
                        Stream.of(
                                new StumblingBlock(Map.of(), GOOD),
                                addresses(),
                                of(325, "nothing.invalid", Finding.DOMAIN_UNKNOWN),
                                of(325, SILENT, Finding.DOMAIN_SILENT),
                                of(327, "unknown", Finding.REGISTRATION_UNKNOWN_USER),
                                of(327, "barred", Finding.REGISTRATION_FORBIDDEN),
                                of(327, "nowhere", Finding.REGISTRATION_NO_REGISTRAR),
                                of(327, "ailing", Finding.REGISTRATION_REFUSED),
                                of(327, "modern", Finding.CHALLENGE_NOT_MD5),
                                of(328, "wrong", Finding.REGISTRATION_PASSWORD),
                                of(328, HA1, Finding.REGISTRATION_LOOKS_LIKE_HA1),
                                of(330, "3", Finding.RING_GUEST),
                                new StumblingBlock(Map.of(328, HA1, 330, "2"), List.of(Finding.REGISTRATION_HA1)),
                                new StumblingBlock(
                                        Map.of(327, "elsewhere", 328, HA1, 330, "2"),
                                        List.of(Finding.CHALLENGE_REALM))))
                .toList();
    }

    /**
     * Between Janus and the telephone, where pieces of datagrams are lost.
     *
     * @param oldJanus where there is a Janus that sends no sound over IPv6
     * @param trusting the port of a SIP server that asks for no password
     */
    static List<StumblingBlock> ofTheWayToTheTelephone(String oldJanus, int trusting) {
        return List.of(
                new StumblingBlock(
                        Map.of(326, "5063"), List.of(Finding.CHALLENGE_WANTS_TCP, Finding.REGISTRATION_SILENT)),
                new StumblingBlock(
                        Map.of(326, "5064"), List.of(Finding.CHALLENGE_WANTS_TLS, Finding.REGISTRATION_UNREACHABLE)),
                new StumblingBlock(Map.of(326, "5062", 330, "3"), List.of(Finding.RING_SILENT)),
                new StumblingBlock(Map.of(326, "5999", 330, "3"), List.of(Finding.RING_UNREACHABLE)),
                new StumblingBlock(
                        Map.of(326, String.valueOf(trusting)), List.of(Finding.CHALLENGE_NONE, Finding.REGISTERED)),
                new StumblingBlock(Map.of(324, oldJanus, 325, "::1", 330, "3"), OLD_JANUS),
                of(325, LONG, Finding.RING_CUT_UP));
    }

    private static StumblingBlock of(int number, String value, Finding finding) {
        return new StumblingBlock(Map.of(number, value), List.of(finding));
    }

    /** One test tries them all. */
    private static StumblingBlock addresses() {
        Map<String, Finding> wrong = Map.of(
                "wss://nothing.invalid:8989", Finding.NAME_UNKNOWN,
                "wss://127.0.0.1:1", Finding.TCP_REFUSED,
                "wss://127.0.0.1:8188", Finding.TLS_NOT_SPOKEN,
                "ws://127.0.0.1:8989", Finding.JANUS_WANTS_TLS,
                "ws://127.0.0.1:8088", Finding.JANUS_WANTS_HTTP,
                "http://127.0.0.1:8188/janus", Finding.JANUS_WANTS_WEBSOCKET,
                "http://127.0.0.1:8088/wrong", Finding.JANUS_PATH);
        return new StumblingBlock(
                Map.of(324, wrong.keySet().stream().sorted().collect(Collectors.joining(","))),
                List.copyOf(wrong.values()));
    }
}
