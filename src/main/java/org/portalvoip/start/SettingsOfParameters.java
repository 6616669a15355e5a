package org.portalvoip.start;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.portalvoip.sip.Credential;

/** The settings that fix parameters. Which texts a parameter takes is not judged here. */
public final class SettingsOfParameters {
    private static final int FIRST = 323;
    private static final int LAST = 330;
    private static final int SECRET = 328;
    private static final String PREFIX = "voip.parameters.";

    private static final Setting<Optional<Credential.Password>> SECRET_FILE = new Setting<>(
            PREFIX + SECRET + "-file", "none", "file", false, SettingReadings::secretFile, Optional.empty());
    private static final Map<Integer, Setting<?>> BY_NUMBER = byNumber();

    /**
     * A parameter that the configuration fixes.
     *
     * @param key of the setting
     * @param text what is written there; of 328 the content of its file; empty when it cannot be read
     * @param source {@code environment}, {@code property} or the name of another source of MicroProfile Config
     */
    public record Fixed(String key, String text, String source) {
        /** Silent, because the text may be the secret. */
        @Override
        public String toString() {
            return key;
        }
    }

    private SettingsOfParameters() {}

    private static Map<Integer, Setting<?>> byNumber() {
        Map<Integer, Setting<?>> settings = new LinkedHashMap<>();
        for (int number = FIRST; number <= LAST; number++) {
            settings.put(
                    number,
                    number == SECRET
                            ? SECRET_FILE
                            : new Setting<>(PREFIX + number, "none", "value", false, (text, problems) -> text, ""));
        }
        return settings;
    }

    /** In the order of the guide. */
    static List<Setting<?>> all() {
        return new ArrayList<>(BY_NUMBER.values());
    }

    /** The fixed parameters by number; also those whose text cannot be read, so that nothing else becomes their value. */
    static Map<Integer, Fixed> read(Setting.Values values, Map<String, SettingsSource.Found> found) {
        Map<Integer, Fixed> fixed = new LinkedHashMap<>();
        BY_NUMBER.forEach((number, setting) -> {
            SettingsSource.Found written = found.get(setting.key());
            if (written != null) {
                String text = number == SECRET
                        ? values.of(SECRET_FILE).map(Credential.Password::value).orElse("")
                        : String.valueOf(values.of(setting));
                fixed.put(number, new Fixed(setting.key(), text, kind(written.origin())));
            }
        });
        return fixed;
    }

    /** Each server has its own names for the sources that MicroProfile Config prescribes. */
    static String kind(String origin) {
        String plain = origin.toLowerCase(Locale.ROOT);
        if (plain.contains("env")) {
            return "environment";
        }
        return plain.contains("sysprop") || plain.contains("system") ? "property" : origin;
    }
}
