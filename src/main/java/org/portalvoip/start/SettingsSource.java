package org.portalvoip.start;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * The texts of our settings from all sources, read once.
 *
 * @param found by key; known keys without a value are missing
 * @param names all names that begin like ours, known or not, with their original spelling
 */
record SettingsSource(Map<String, Found> found, Set<String> names) {

    /**
     * One value.
     *
     * @param text never blank
     * @param origin the name of the source of MicroProfile Config that it came from
     */
    record Found(String text, String origin) {}

    /**
     * Everything that {@code config} knows. A value that cannot be resolved, such as <code>${missing}</code>, becomes
     * an empty text.
     */
    static SettingsSource of(Config config, Set<String> keys) {
        Map<String, Found> found = new LinkedHashMap<>();
        for (String key : keys) {
            Found value = read(config, key);
            if (value != null) {
                found.put(key, value);
            }
        }
        Set<String> names = new TreeSet<>();
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith("voip.") || name.startsWith("VOIP_"))
                .forEach(names::add);
        return new SettingsSource(found, names);
    }

    private static Found read(Config config, String key) {
        try {
            ConfigValue value = config.getConfigValue(key);
            String text = value.getValue();
            return text == null || text.isBlank() ? null : new Found(text.strip(), value.getSourceName());
        } catch (RuntimeException unresolvable) {
            return new Found("", "");
        }
    }

    /** The spelling of an environment variable, in which several keys look the same. */
    static String environmentName(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
