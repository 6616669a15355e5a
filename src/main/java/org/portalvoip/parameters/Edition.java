package org.portalvoip.parameters;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The versions of all rows in one word: the entity tag (ETag) of the REST resource. */
final class Edition {
    /** A proxy that compresses adds its name to the tag, as Apache's {@code -gzip}, or makes the tag weak. */
    private static final Pattern TAG = Pattern.compile(
            "\"([0-9]{1,9}(?:-[0-9]{1,9}){" + (Parameter.values().length - 1) + "})(?:[-;:+_]{1,2}[a-z]{2,8})?\"");

    /** Demands nothing. */
    static final String ANY = "*";

    private Edition() {}

    static String of(List<ParameterRow> rows) {
        return rows.stream().map(row -> String.valueOf(row.version())).collect(Collectors.joining("-"));
    }

    /**
     * The versions that an If-Match header (RFC 9110, 13.1.1) demands: none for {@code *}, and those of one tag
     * otherwise. A list demands the tag in it that is {@code stored} or, if none is, its first.
     *
     * @param stored the tag of the rows as they are
     * @return empty when no tag in the header can be one of ours
     */
    static Optional<Map<Parameter, Integer>> demanded(String ifMatch, String stored) {
        if (ifMatch.strip().equals(ANY)) {
            return Optional.of(Map.of());
        }
        List<String> tags = TAG.matcher(ifMatch)
                .results()
                .map((MatchResult tag) -> tag.group(1))
                .toList();
        return tags.contains(stored)
                ? Optional.of(versions(stored))
                : tags.stream().findFirst().map(Edition::versions);
    }

    private static Map<Parameter, Integer> versions(String tag) {
        Iterator<String> numbers = List.of(tag.split("-", -1)).iterator();
        Map<Parameter, Integer> versions = new EnumMap<>(Parameter.class);
        for (Parameter parameter : Parameter.values()) {
            versions.put(parameter, Integer.valueOf(numbers.next()));
        }
        return versions;
    }
}
