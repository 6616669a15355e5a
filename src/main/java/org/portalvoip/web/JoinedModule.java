package org.portalvoip.web;

import static java.util.regex.Matcher.quoteReplacement;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Joins JavaScript modules of ours into one, because for a browser each would be a further request, and together they are
 * compressed better. Each keeps a scope of its own. Knows what our modules use: imports of one line, and exported
 * declarations; no two may import each other.
 */
public final class JoinedModule {
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (?:\\* as )?(\\{[^}]*\\}|\\w+) from '(\\.[^']*)';\n");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export (?=(?:async )?(?:class|function|const) (\\w+))");
    private static final Pattern NAME = Pattern.compile("/([a-z]+)\\.js$");

    private final UnaryOperator<String> file;
    /** By their paths, each behind those that it needs. */
    private final Map<String, String> needed = new LinkedHashMap<>();

    private JoinedModule(UnaryOperator<String> file) {
        this.file = file;
    }

    /**
     * The module {@code path} with all that it imports, without comments and indentation.
     *
     * @param file the text of the file with this path
     * @throws IllegalArgumentException if the name of a module has other characters than a to z
     */
    public static String of(String path, UnaryOperator<String> file) {
        JoinedModule joined = new JoinedModule(file);
        String module = joined.linked(path);
        return String.join("", joined.needed.values()) + module;
    }

    /** The module with constants instead of its imports, and these among what is needed. */
    private String linked(String path) {
        return IMPORT.matcher(BareSource.of(file.apply(path))).replaceAll(found -> {
            String other = URI.create(path).resolve(found.group(2)).toString();
            if (!needed.containsKey(other)) {
                String scope = scope(other);
                needed.put(other, scope);
            }
            return quoteReplacement("const " + found.group(1) + " = " + name(other) + ";\n");
        });
    }

    private String scope(String path) {
        String module = linked(path);
        String exports =
                EXPORT.matcher(module).results().map(found -> found.group(1)).collect(Collectors.joining(", "));
        return "const " + name(path) + " = (() => {\n" + EXPORT.matcher(module).replaceAll("") + "return { " + exports
                + " };\n})();\n";
    }

    private static String name(String path) {
        return NAME.matcher(path)
                .results()
                .map((MatchResult found) -> "$" + found.group(1))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(path));
    }
}
