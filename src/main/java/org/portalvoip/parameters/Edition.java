package org.portalvoip.parameters;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The versions of all rows in one word: the entity tag (ETag) of the REST resource. */
final class Edition {
    private static final Pattern TAG =
            Pattern.compile("(?:W/)?\"([0-9]{1,9}(?:-[0-9]{1,9}){" + (Parameter.values().length - 1) + "})\"");
    private static final int MATCHES_NO_ROW = -1;

    private Edition() {}

    static String of(List<ParameterRow> rows) {
        return rows.stream().map(row -> String.valueOf(row.version())).collect(Collectors.joining("-"));
    }

    /**
     * The versions that an If-Match header demands: none if it is missing or {@code *}. For a foreign tag they are
     * versions that no row ever has, because it cannot mean what is stored.
     */
    static Map<Parameter, Integer> versions(String ifMatch) {
        Map<Parameter, Integer> versions = new EnumMap<>(Parameter.class);
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return versions;
        }
        Matcher tag = TAG.matcher(ifMatch.strip());
        Iterator<String> numbers =
                List.of(tag.matches() ? tag.group(1).split("-") : new String[0]).iterator();
        for (Parameter parameter : Parameter.values()) {
            versions.put(parameter, numbers.hasNext() ? Integer.parseInt(numbers.next()) : MATCHES_NO_ROW);
        }
        return versions;
    }
}
