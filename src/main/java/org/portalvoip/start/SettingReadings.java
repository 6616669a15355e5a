package org.portalvoip.start;

import java.io.IOException;
import java.io.InputStream;
import java.net.IDN;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.portalvoip.sip.Codec;
import org.portalvoip.sip.Codecs;
import org.portalvoip.sip.Credential;
import org.portalvoip.start.Setting.Complaints;
import org.portalvoip.start.Setting.Reading;

/**
 * The kinds of values that settings have, and what is wrong with a text that is none. Longer than 200 lines because each
 * kind of value stands here once, beside its sentences.
 */
final class SettingReadings {
    private static final Set<String> YES = Set.of("true", "yes", "y", "on", "1");
    private static final Set<String> NO = Set.of("false", "no", "n", "off", "0");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private static final Pattern HOST_OF_ADDRESS = Pattern.compile("([A-Za-z]+://)([^/:?#@\\[\\s]+)(.*)");

    private SettingReadings() {}

    /** Any text without control characters. */
    static Optional<String> text(String text, Complaints problems) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new SettingRefused(SettingText.CONTROL_CHARACTER);
        }
        return Optional.of(text);
    }

    /** A whole number; one outside of the limits becomes the nearer limit. */
    static Reading<Integer> number(int least, int most) {
        return (text, problems) -> {
            if (!WHOLE_NUMBER.matcher(text).matches()) {
                throw new SettingRefused(SettingText.NOT_A_NUMBER);
            }
            long number = Long.parseLong(text);
            int used = (int) Math.max(least, Math.min(most, number));
            if (used != number) {
                problems.add(text, SettingText.OUT_OF_RANGE.with(least, most), SettingText.USED.with(used));
            }
            return used;
        };
    }

    static boolean yesOrNo(String text, Complaints problems) {
        String answer = text.toLowerCase(Locale.ROOT);
        if (!YES.contains(answer) && !NO.contains(answer)) {
            throw new SettingRefused(SettingText.NOT_TRUE_OR_FALSE);
        }
        return YES.contains(answer);
    }

    /** A constant of {@code type} in any case of letters. */
    static <E extends Enum<E>> Reading<E> oneOf(Class<E> type) {
        return (text, problems) -> Stream.of(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new SettingRefused(SettingText.NOT_ONE_OF, names(type)));
    }

    private static String names(Class<? extends Enum<?>> type) {
        return Stream.of(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    static Path path(String text, Complaints problems) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new SettingRefused(SettingText.NOT_A_PATH, e);
        }
    }

    /** An address that people can open: {@code http} or {@code https}, and a host. */
    static Optional<URI> url(String text, Complaints problems) {
        return Optional.of(URI.create(origin(text) + pathOf(text)));
    }

    private static String pathOf(String text) {
        URI address = address(text);
        if (address.getQuery() != null || address.getFragment() != null) {
            throw new SettingRefused(SettingText.QUERY);
        }
        return address.getRawPath() == null ? "" : address.getRawPath();
    }

    /** Origins as browsers write them; those that are none are left out. */
    static Set<String> origins(String text, Complaints problems) {
        return Set.copyOf(list(text, problems, SettingReadings::bareOrigin));
    }

    private static String bareOrigin(String text) {
        String origin = origin(text);
        if (!pathOf(text).replace("/", "").isEmpty()) {
            throw new SettingRefused(SettingText.NOT_AN_ORIGIN);
        }
        return origin;
    }

    /** Scheme, host and port of an address in lower case, without the default port of its scheme. */
    private static String origin(String text) {
        URI address = address(text);
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!Set.of("http", "https").contains(scheme) || address.getHost() == null || address.getPort() > 65535) {
            throw new SettingRefused(SettingText.NOT_HTTP);
        }
        if (address.getRawUserInfo() != null) {
            throw new SettingRefused(SettingText.USER_NAME);
        }
        boolean usual = address.getPort() == -1 || address.getPort() == (scheme.equals("https") ? 443 : 80);
        String host = address.getHost().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        return scheme + "://" + host + (usual ? "" : ":" + address.getPort());
    }

    /** The address with its host as DNS writes it, which for "árbol.example" is "xn--rbol-4na.example". */
    private static URI address(String text) {
        try {
            Matcher parts = HOST_OF_ADDRESS.matcher(text);
            return URI.create(parts.matches() ? parts.group(1) + IDN.toASCII(parts.group(2)) + parts.group(3) : text);
        } catch (IllegalArgumentException e) {
            throw new SettingRefused(SettingText.NOT_AN_ADDRESS, e);
        }
    }

    /** Addresses of STUN servers. */
    static List<String> stunServers(String text, Complaints problems) {
        return list(text, problems, SettingIceAddress::stun);
    }

    /** Addresses of TURN servers. */
    static List<String> turnServers(String text, Complaints problems) {
        return list(text, problems, SettingIceAddress::turn);
    }

    private static List<String> list(String text, Complaints problems, UnaryOperator<String> item) {
        List<String> taken = new ArrayList<>();
        for (String part : text.split("[,\\s]+", -1)) {
            try {
                if (!part.isEmpty()) {
                    taken.add(item.apply(part));
                }
            } catch (SettingRefused e) {
                problems.add(part, e.words(), SettingText.LEFT_OUT.with());
            }
        }
        return taken.stream().distinct().toList();
    }

    /** The codecs in the order in which they are written. */
    static Codecs codecs(String text, Complaints problems) {
        UnaryOperator<String> known =
                name -> oneOf(Codec.class).of(name, problems).name();
        List<String> names = list(text, problems, known);
        if (names.isEmpty()) {
            throw new SettingRefused(SettingText.NO_CODEC);
        }
        return new Codecs(names.stream().map(Codec::valueOf).toList());
    }

    /** The single line of a file from any editor: with a byte order mark, in UTF-16, with any line ending. */
    static Optional<Credential.Password> secretFile(String text, Complaints problems) {
        String secret = SettingFile.read(path(text, problems));
        try {
            return Optional.of(new Credential.Password(secret));
        } catch (IllegalArgumentException e) {
            throw new SettingRefused(SettingText.NOT_ONE_LINE, e);
        }
    }

    /** A PEM file with at least one certificate. */
    static Optional<Path> certificates(String text, Complaints problems) {
        Path file = path(text, problems);
        try (InputStream pem = Files.newInputStream(file)) {
            if (CertificateFactory.getInstance("X.509")
                    .generateCertificates(pem)
                    .isEmpty()) {
                throw new SettingRefused(SettingText.NO_CERTIFICATE);
            }
            return Optional.of(file);
        } catch (IOException e) {
            throw new SettingRefused(SettingText.UNREADABLE, e);
        } catch (CertificateException e) {
            throw new SettingRefused(SettingText.NOT_CERTIFICATES, e);
        }
    }
}
