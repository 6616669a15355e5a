package org.portalvoip.start;

import static org.portalvoip.start.SettingsSource.environmentName;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** Finds names that look like settings but are not, and the setting that was probably meant. */
final class SettingNames {
    private static final int NEAR = 3;
    private static final int NEAR_FOR_A_VARIABLE = 2;

    private final Set<String> keys;

    SettingNames(Set<String> keys) {
        this.keys = keys;
    }

    /** What to say about {@code name}; empty when it is a setting, or another program's environment variable. */
    Optional<SettingProblem> problem(String name, Set<String> all) {
        String variable = environmentName(name);
        boolean known = name.equals(variable)
                ? keys.stream().anyMatch(key -> environmentName(key).equals(variable))
                // WildFly lists a variable a second time, as voip.max.calls.
                : keys.contains(name) || all.contains(variable);
        if (known) {
            return Optional.empty();
        }
        Optional<String> near = nearest(name);
        // Kubernetes sets variables such as VOIP_PORT for a service that is called voip.
        return name.equals(variable) && near.isEmpty()
                ? Optional.empty()
                : Optional.of(new SettingProblem(
                        name,
                        "",
                        near.map(key -> SettingText.UNKNOWN_BUT.with(key)).orElseGet(() -> SettingText.UNKNOWN.with()),
                        SettingText.IGNORED.with()));
    }

    private Optional<String> nearest(String name) {
        boolean isVariable = name.equals(environmentName(name));
        String written = isVariable ? name : name.replace('_', '-');
        return keys.stream()
                .map(key -> isVariable ? environmentName(key) : key)
                .filter(key ->
                        distance(key, written) <= (isVariable ? NEAR_FOR_A_VARIABLE : NEAR) || isFileOf(written, key))
                .min(Comparator.<String, Boolean>comparing(key -> !isFileOf(written, key))
                        .thenComparing(key -> distance(key, written)));
    }

    /** A secret is only taken from a file. */
    private static boolean isFileOf(String written, String key) {
        return environmentName(key).equals(environmentName(written) + "_FILE");
    }

    /** How many letters must be added, removed or replaced (Levenshtein). */
    static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[other.length() + 1];
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[other.length()];
    }
}
