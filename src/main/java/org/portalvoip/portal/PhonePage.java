package org.portalvoip.portal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.portalvoip.language.Texts;
import org.portalvoip.start.Settings;
import org.portalvoip.web.JsonAnswer;

/** The bean {@code voipPhone} of the page {@code phone.xhtml}: what is in it, in the language of the page. */
@Named("voipPhone")
@ApplicationScoped
public class PhonePage {
    private static final String TEXTS = "phone.";
    /** Besides those of all reasons, which are written in capitals. The other texts stand in the page. */
    private static final Set<String> FOR_SCRIPTS = Set.of(
            "new",
            "calling",
            "ringing",
            "waiting",
            "waitingPlace",
            "waitingPlaceMinute",
            "waitingPlaceMinutes",
            "waitingMinute",
            "waitingMinutes",
            "connecting",
            "established",
            "hold",
            "reconnecting",
            "ready",
            "mute",
            "muted",
            "rated",
            "unrated");

    private final Map<Locale, String> textsByLanguage = new ConcurrentHashMap<>();

    @Inject
    Settings settings;

    /** A link to another way to the help desk. */
    public record Way(String address, String text) {
        /** For pages. */
        public String getAddress() {
            return address;
        }

        /** For pages. */
        public String getText() {
            return text;
        }
    }

    /** A JSON object that may stand in a script element: the texts that scripts show, by state, reason or button. */
    public String getTexts() {
        return textsByLanguage.computeIfAbsent(language(), PhonePage::texts);
    }

    /** Other ways to the help desk, in the order in which they are offered; possibly none. */
    public List<Way> getAlternatives() {
        Locale language = language();
        return settings.alternatives().stream()
                .map(alternative -> new Way(alternative.address(), text(alternative, language)))
                .toList();
    }

    private static String text(Settings.Alternative alternative, Locale language) {
        return alternative
                .text(language)
                .orElseGet(() -> Texts.of(
                        language, "portal.alternative." + alternative.way().name(), alternative.written()));
    }

    private static String texts(Locale language) {
        var json = JsonAnswer.JSON.createObjectBuilder();
        Texts.below(language, TEXTS).forEach((name, text) -> {
            if (FOR_SCRIPTS.contains(name) || Character.isUpperCase(name.charAt(0))) {
                json.add(name, text);
            }
        });
        return json.build().toString().replace("<", "\\u003c");
    }

    private static Locale language() {
        return FacesContext.getCurrentInstance().getViewRoot().getLocale();
    }
}
