package org.portalvoip.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which codecs a telephone system is offered, and in which order (RFC 3264 section 5.1).
 *
 * @param order the preferred one first; at least one
 */
public record Codecs(List<Codec> order) {

    /** The best sound first. */
    public static final Codecs ALL = new Codecs(List.of(Codec.values()));

    private static final Pattern FORMATS = Pattern.compile("(m=audio 9 UDP/TLS/RTP/SAVPF)((?: [0-9]+)+)");
    private static final Pattern ENCODING = Pattern.compile("a=rtpmap:([0-9]+) (\\S+)");
    private static final Pattern OF_A_FORMAT = Pattern.compile("a=(?:rtpmap|fmtp|rtcp-fb):([0-9]+) .*");

    /** @throws IllegalArgumentException if there is none */
    public Codecs {
        order = order.stream().distinct().toList();
        if (order.isEmpty()) {
            throw new IllegalArgumentException("There is no codec");
        }
    }

    /** The names of the codecs in an offer, in its order, with blanks between them. */
    public static String named(String offer) {
        Map<String, String> encodings = encodings(offer);
        return FORMATS.matcher(offer)
                .results()
                .flatMap(media -> Stream.of(media.group(2).strip().split(" ", -1)))
                .flatMap(format -> Stream.of(Codec.values())
                        .filter(codec -> codec.encoding().equals(encodings.get(format))))
                .map(Codec::name)
                .collect(Collectors.joining(" "));
    }

    private static Map<String, String> encodings(String offer) {
        return ENCODING.matcher(offer)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2), (first, again) -> first));
    }

    /**
     * The offer with these codecs only, in this order, and with the key tones and the silence that go beside them. What is
     * not offered makes the INVITE shorter.
     *
     * @param offer as {@link AudioOffer} writes it
     * @throws Malformed if it has none of these codecs
     */
    public String in(String offer) {
        Map<String, String> encodings = encodings(offer);
        Matcher media = FORMATS.matcher(offer);
        if (!media.find()) {
            throw new Malformed(AudioOffer.Fault.AUDIO);
        }
        List<String> kept = kept(List.of(media.group(2).strip().split(" ")), encodings);
        return offer.lines()
                .map(line -> line.startsWith("m=") ? media.group(1) + " " + String.join(" ", kept) : line)
                .filter(line -> isOf(kept, line))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private List<String> kept(List<String> formats, Map<String, String> encodings) {
        List<String> kept = new ArrayList<>();
        for (Codec codec : order) {
            formats.stream()
                    .filter(format -> codec.encoding().equals(encodings.get(format)))
                    .forEach(kept::add);
        }
        if (kept.isEmpty()) {
            throw new Malformed(AudioOffer.Fault.CODEC);
        }
        List<String> rates = order.stream().map(Codec::clockRate).distinct().toList();
        formats.stream()
                .filter(format -> isBeside(rates, encodings.getOrDefault(format, "")))
                .forEach(kept::add);
        return kept;
    }

    private static boolean isBeside(List<String> rates, String encoding) {
        return rates.stream()
                .flatMap(rate -> Stream.of("telephone-event/" + rate, "CN/" + rate))
                .anyMatch(encoding::equals);
    }

    private static boolean isOf(List<String> formats, String line) {
        Matcher format = OF_A_FORMAT.matcher(line);
        return !format.matches() || formats.contains(format.group(1));
    }
}
