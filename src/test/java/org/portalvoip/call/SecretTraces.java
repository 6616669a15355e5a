package org.portalvoip.call;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.portalvoip.sip.Credential;

/**
 * The forms in which a secret may appear. Its longest run of letters and digits represents it, because no escaping
 * (JSON, URL, HTML) changes that run.
 */
final class SecretTraces {
    private static final int BYTES_PER_GROUP = 3;
    private static final int BITS_PER_CHARACTER = 6;

    private final Map<String, String> forms = new TreeMap<>();

    private SecretTraces(String secret) {
        String core = Arrays.stream(secret.split("[^A-Za-z0-9]+"))
                .max((one, other) -> Integer.compare(one.length(), other.length()))
                .orElseThrow();
        forms.put("plain", core);
        hexadecimal("hexadecimal", core.getBytes(StandardCharsets.UTF_8));
        hexadecimal("MD5", digest("MD5", secret));
        hexadecimal("SHA-256", digest("SHA-256", secret));
        IntStream.range(0, BYTES_PER_GROUP).forEach(place -> forms.put("base64 " + place, base64(core, place)));
    }

    static SecretTraces of(String secret) {
        return new SecretTraces(secret);
    }

    /** Of a SIP password, whose HA1 is as secret. */
    static SecretTraces of(String user, String realm, String password) {
        SecretTraces traces = new SecretTraces(password);
        byte[] ha1 =
                HexFormat.of().parseHex(Credential.Ha1.of(user, realm, password).hash());
        traces.hexadecimal("HA1", ha1);
        traces.forms.put("HA1 base64", Base64.getEncoder().withoutPadding().encodeToString(ha1));
        return traces;
    }

    private void hexadecimal(String name, byte[] bytes) {
        String digits = HexFormat.of().formatHex(bytes);
        forms.put(name, digits);
        forms.put(name + " in capitals", digits.toUpperCase(Locale.ROOT));
    }

    private static byte[] digest(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The part that is the same whatever comes before and after, if so many bytes of the first group precede it. */
    private static String base64(String text, int before) {
        byte[] bytes = (" ".repeat(before) + text).getBytes(StandardCharsets.UTF_8);
        int from = before == 0 ? 0 : before + 1;
        return Base64.getEncoder().encodeToString(bytes).substring(from, bytes.length * Byte.SIZE / BITS_PER_CHARACTER);
    }

    /** The names of the forms that are in {@code text}. */
    List<String> in(String text) {
        return forms.entrySet().stream()
                .filter(form -> text.contains(form.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
