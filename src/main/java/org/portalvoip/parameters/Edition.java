package org.portalvoip.parameters;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The versions of all rows as one word, the entity tag of the REST resource. */
final class Edition {
    private static final Pattern TAG =
            Pattern.compile("(?:W/)?\"([0-9]{1,9}(?:-[0-9]{1,9}){" + (Parameter.values().length - 1) + "})\"");
    private static final int MATCHES_NO_ROW = -1;

    private Edition() {}

    static String of(List<ParameterRow> rows) {
        return rows.stream().map(row -> String.valueOf(row.version())).collect(Collectors.joining("-"));
    }

    /**
     * The versions that an If-Match header demands: none for a missing one or {@code *}; for a tag that is not ours such
     * as no row ever has, because what it speaks of is surely not what is stored.
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
