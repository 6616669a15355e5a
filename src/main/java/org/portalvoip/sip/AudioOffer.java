package org.portalvoip.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A browser's offer of an audio call (RFC 8829 section 5.2.1), rewritten: it consists of our own words, and of values that
 * follow the grammar here, each with its own set of characters or choices. Whatever else the browser wrote is dropped,
 * because Janus passes the name of a session, attributes that it does not know and more to the telephone that is called.
 *
 * <p>Janus keeps ICE, DTLS and transport to itself; codecs, their parameters and header extensions reach the telephone.
 * Longer than 200 lines, because the grammar of an offer and the offer that is written from it belong side by side.
 */
public final class AudioOffer {

    /** What an offer can lack. */
    public enum Fault {
        /** It is no session description, or does not have exactly one section, with audio over DTLS. */
        AUDIO,
        /** ICE user name fragment, ICE password, fingerprint or DTLS role; the part is the attribute's name. */
        SECURITY,
        /** A codec that telephones may have. */
        CODEC
    }

    /** Browsers write fewer than 100. */
    private static final int MOST_LINES = 500;

    private static final int MOST_FORMATS = 32;
    private static final int MOST_CANDIDATES = 32;
    private static final int HIGHEST_PAYLOAD_TYPE = 127;
    private static final Pattern AUDIO = Pattern.compile("m=audio [1-9][0-9]{0,4} UDP/TLS/RTP/SAVPF((?: [0-9]{1,3})+)");
    private static final Pattern FRAGMENT = Pattern.compile("[A-Za-z0-9+/]{4,256}");
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9+/]{22,256}");
    private static final Pattern FINGERPRINT = Pattern.compile("sha-256 (?:[0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}");
    private static final Pattern ROLE = Pattern.compile("actpass|active|passive");
    /** As browsers number or call it. Janus passes the name on to the telephone, so it must not be a visitor's word. */
    private static final Pattern SECTION = Pattern.compile("[0-9]{1,2}|audio|sdparta_[0-9]");

    private static final Pattern DIRECTION = Pattern.compile("sendrecv|sendonly|recvonly|inactive");
    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,3}");
    private static final Pattern SOURCE = Pattern.compile("[0-9]{1,10} cname:.*");
    private static final Pattern FEEDBACK = Pattern.compile("[0-9]{1,3} (?:transport-cc|nack)");
    /** The header extensions that Janus knows for audio. */
    private static final Pattern EXTENSION = Pattern.compile("[0-9]{1,2}(?:/(?:sendrecv|sendonly|recvonly|inactive))? "
            + "(?:urn:ietf:params:rtp-hdrext:(?:ssrc-audio-level|sdes:mid)"
            + "|http://www\\.webrtc\\.org/experiments/rtp-hdrext/abs-send-time"
            + "|http://www\\.ietf\\.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01)");

    private static final String OPUS = "opus/48000/2";
    private static final String TONES = "telephone-event/";
    private static final String SILENCE = "CN/";
    private static final Pattern ENCODING =
            Pattern.compile(OPUS + "|G722/8000|PCMU/8000|PCMA/8000|(?:" + SILENCE + "|" + TONES + ")(?:8|16|32|48)000");
    /** Payload types with one meaning (RFC 3551 section 6). */
    private static final Map<Integer, String> FIXED =
            Map.of(0, "PCMU/8000", 8, "PCMA/8000", 9, "G722/8000", 13, "CN/8000");
    /** RFC 7587 section 6.1. */
    private static final Pattern OPUS_PARAMETER = Pattern.compile("(?:min|max)?ptime=[0-9]{1,3}"
            + "|(?:useinbandfec|usedtx|stereo|sprop-stereo|cbr)=[01]"
            + "|(?:maxplaybackrate|sprop-maxcapturerate)=(?:8|12|16|24|48)000"
            + "|maxaveragebitrate=[0-9]{4,6}");

    private final List<String> session;
    private final List<String> section;
    private final Map<Integer, String> codecs = new TreeMap<>();
    private final List<String> lines = new ArrayList<>();

    private AudioOffer(List<String> session, List<String> section) {
        this.session = session;
        this.section = section;
    }

    /**
     * Reads a browser's offer; of more than 500 lines only the first ones count.
     *
     * @throws Malformed if it lacks what a call needs
     */
    public static AudioOffer parse(String text) {
        List<String> lines = text.lines().limit(MOST_LINES).toList();
        List<String> media =
                lines.stream().filter(line -> line.startsWith("m=")).toList();
        if (media.size() != 1 || !lines.get(0).equals("v=0")) {
            throw new Malformed(Fault.AUDIO);
        }
        int start = lines.indexOf(media.get(0));
        AudioOffer offer = new AudioOffer(lines.subList(0, start), lines.subList(start + 1, lines.size()));
        offer.write(media.get(0));
        return offer;
    }

    /** Whether a browser calls a media section so ({@code a=mid}, RFC 5888). */
    public static boolean isSection(String name) {
        return SECTION.matcher(name).matches();
    }

    private void write(String media) {
        List<Integer> formats = formats(media);
        String mid = first("mid", SECTION).orElse("0");
        // Nobody needs to know more of the session than that it is one.
        lines.addAll(List.of("v=0", "o=- 1 1 IN IP4 0.0.0.0", "s=-", "t=0 0", "a=group:BUNDLE " + mid));
        lines.add("m=audio 9 UDP/TLS/RTP/SAVPF "
                + String.join(" ", formats.stream().map(String::valueOf).toList()));
        lines.addAll(List.of("c=IN IP4 0.0.0.0", "a=rtcp:9 IN IP4 0.0.0.0", "a=ice-options:trickle", "a=rtcp-mux"));
        add("mid", mid);
        add("ice-ufrag", needed("ice-ufrag", FRAGMENT));
        add("ice-pwd", needed("ice-pwd", PASSWORD));
        add("fingerprint", needed("fingerprint", FINGERPRINT));
        add("setup", needed("setup", ROLE));
        lines.add("a=" + direction());
        formats.forEach(this::writeFormat);
        first("ptime", MILLISECONDS).ifPresent(time -> add("ptime", time));
        first("maxptime", MILLISECONDS).ifPresent(time -> add("maxptime", time));
        all("extmap", EXTENSION).limit(MOST_FORMATS).forEach(extension -> add("extmap", extension));
        // The name is the same for all callers; the number is what Janus tells streams apart by.
        first("ssrc", SOURCE).ifPresent(source -> add("ssrc", source.replaceFirst(" .*", " cname:caller")));
        candidates().forEach(candidate -> lines.add("a=" + candidate));
    }

    /** The payload types that are kept, in the browser's order, which is its order of preference. */
    private List<Integer> formats(String media) {
        var parts = AUDIO.matcher(media);
        if (!parts.matches()) {
            throw new Malformed(Fault.AUDIO);
        }
        List<Integer> types = Stream.of(parts.group(1).strip().split(" "))
                .limit(MOST_FORMATS)
                .map(Integer::valueOf)
                .filter(type -> type <= HIGHEST_PAYLOAD_TYPE)
                .distinct()
                .toList();
        types.forEach(type -> encoding(type).ifPresent(encoding -> codecs.put(type, encoding)));
        if (codecs.values().stream().noneMatch(AudioOffer::isSpeech)) {
            throw new Malformed(Fault.CODEC);
        }
        return types.stream().filter(codecs::containsKey).toList();
    }

    private Optional<String> encoding(int type) {
        return FIXED.containsKey(type)
                ? Optional.of(FIXED.get(type))
                : values("rtpmap", type).filter(ENCODING.asMatchPredicate()).findFirst();
    }

    private static boolean isSpeech(String encoding) {
        return !encoding.startsWith(TONES) && !encoding.startsWith(SILENCE);
    }

    private void writeFormat(int type) {
        add("rtpmap", type + " " + codecs.get(type));
        if (codecs.get(type).equals(OPUS)) {
            values("fmtp", type)
                    .findFirst()
                    .map(AudioOffer::opusParameters)
                    .ifPresent(parameters -> add("fmtp", type + " " + parameters));
        }
        all("rtcp-fb", FEEDBACK)
                .filter(line -> line.startsWith(type + " "))
                .distinct()
                .forEach(line -> add("rtcp-fb", line));
    }

    /** Null if none is left. */
    private static String opusParameters(String text) {
        List<String> known = Stream.of(text.split(";"))
                .map(String::strip)
                .filter(OPUS_PARAMETER.asMatchPredicate())
                .distinct()
                .toList();
        return known.isEmpty() ? null : String.join(";", known);
    }

    private String direction() {
        Predicate<String> known = DIRECTION.asMatchPredicate();
        return Stream.concat(section.stream(), session.stream())
                .filter(line -> line.startsWith("a=") && known.test(line.substring(2)))
                .findFirst()
                .map(line -> line.substring(2))
                .orElse("sendrecv");
    }

    private Stream<CandidateAttribute> candidates() {
        return section.stream()
                .filter(line -> line.startsWith("a=candidate:"))
                .flatMap(line -> CandidateAttribute.parse(line.substring(2)).stream())
                .limit(MOST_CANDIDATES);
    }

    private void add(String attribute, String value) {
        lines.add("a=" + attribute + ":" + value);
    }

    private String needed(String attribute, Pattern grammar) {
        return first(attribute, grammar).orElseThrow(() -> new Malformed(Fault.SECURITY, attribute));
    }

    /** What stands in the section counts more than what stands before it. */
    private Optional<String> first(String attribute, Pattern grammar) {
        return all(attribute, grammar).findFirst();
    }

    private Stream<String> all(String attribute, Pattern grammar) {
        String start = "a=" + attribute + ":";
        return Stream.concat(section.stream(), session.stream())
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .filter(grammar.asMatchPredicate());
    }

    /** What an attribute says of a payload type. */
    private Stream<String> values(String attribute, int type) {
        String start = "a=" + attribute + ":" + type + " ";
        return section.stream().filter(line -> line.startsWith(start)).map(line -> line.substring(start.length()));
    }

    /** The rewritten offer; each line ends with CR LF. */
    @Override
    public String toString() {
        return String.join("\r\n", lines) + "\r\n";
    }
}
