package org.portalvoip.language;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.text.MessageFormat;
import java.util.AbstractMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;

/**
 * The bundle {@code org.portalvoip.i18n.Messages}. Pages see it as the map {@code msg} in the language of their view.
 *
 * <p>This is not a Faces {@code resource-bundle}: that one falls back from {@code es} to the language of the JVM before
 * it reaches the default bundle, which is Spanish.
 */
@Named("msg")
@ApplicationScoped
public class Texts extends AbstractMap<String, String> {
    private static final String BUNDLE = "org.portalvoip.i18n.Messages";
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    /**
     * The text of {@code key} in {@code language}, with {@code {0}}, {@code {1}} ... replaced by {@code values}.
     *
     * @throws MissingResourceException when no such text exists
     */
    public static String of(Locale language, String key, Object... values) {
        String text = bundle(language).getString(key);
        return values.length == 0 ? text : new MessageFormat(text, language).format(values);
    }

    /** All texts whose key starts with {@code prefix}; the map's keys lack the prefix. */
    public static Map<String, String> below(Locale language, String prefix) {
        Map<String, String> texts = new TreeMap<>();
        ResourceBundle bundle = bundle(language);
        for (String key : bundle.keySet()) {
            if (key.startsWith(prefix)) {
                texts.put(key.substring(prefix.length()), bundle.getString(key));
            }
        }
        return texts;
    }

    private static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(BUNDLE, language, Texts.class.getClassLoader(), NO_FALLBACK);
    }

    @Override
    public String get(Object key) {
        return of(FacesContext.getCurrentInstance().getViewRoot().getLocale(), (String) key);
    }

    @Override
    public boolean containsKey(Object key) {
        return bundle(Languages.SPANISH).containsKey((String) key);
    }

    /** Empty, because EL only looks up single keys. */
    @Override
    public Set<Entry<String, String>> entrySet() {
        return Set.of();
    }
}
