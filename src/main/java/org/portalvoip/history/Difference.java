package org.portalvoip.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.portalvoip.parameters.Parameter;
import org.portalvoip.parameters.ParametersHeld;

/**
 * A parameter that is no longer what it was. Its settings are null when empty; of 328 they are hashes.
 *
 * @param before what was known
 * @param after what it is now
 */
record Difference(Parameter parameter, String before, String after) {
    /** What to remember of {@code held}: its settings, and of 328 a hash of the sealed text, which opens nothing. */
    static Map<Parameter, String> memory(ParametersHeld held) {
        Map<Parameter, String> memory = new EnumMap<>(Parameter.class);
        memory.putAll(held.settings());
        memory.computeIfPresent(Parameter.PASSWORD, (parameter, text) -> hash(text));
        return memory;
    }

    /** What a reader of the history should know, by number: not that 328 was sealed anew. */
    static List<Difference> between(Map<Parameter, String> known, ParametersHeld held) {
        Map<Parameter, String> now = memory(held);
        return Stream.of(Parameter.values())
                .filter(parameter -> parameter != Parameter.PASSWORD || !held.sameSecret())
                .filter(parameter -> !Objects.equals(known.get(parameter), now.get(parameter)))
                .map(parameter -> new Difference(parameter, known.get(parameter), now.get(parameter)))
                .toList();
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
