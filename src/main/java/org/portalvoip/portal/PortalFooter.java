package org.portalvoip.portal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.component.UIViewRoot;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.parameters.ActiveParameters;
import org.portalvoip.web.StaticFiles;

/**
 * The bean {@code voipFooter} of the composite {@code voip/footer.xhtml}: whether the icon is shown, and its markup.
 * Everything comes from memory. The markup is one text and not a tree of components, because nothing in it
 * changes from request to request.
 */
@Named("voipFooter")
@ApplicationScoped
public class PortalFooter {
    /**
     * Arguments: address of the phone's files, address of the phone, accessible name, and further classes. None of them
     * contains a character that needs escaping in HTML.
     */
    private static final String MARKUP = """
            <link rel="stylesheet" href="%1$sfooter.css"/>\
            <div class="voip-footer%4$s">\
            <a class="voip-call" href="%2$s" target="voip-phone" aria-label="%3$s" title="%3$s">\
            <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" fill="none" \
            stroke="currentColor" stroke-width="2" stroke-linecap="round">\
            <path d="M4 14v-2a8 8 0 0 1 16 0v2M20 18v.5a3 3 0 0 1-3 3h-4"/>\
            <rect x="3" y="13" width="4" height="6" rx="2"/><rect x="17" y="13" width="4" height="6" rx="2"/></svg>\
            </a></div>\
            <link rel="modulepreload" href="%1$sopen.js"/>\
            <script type="module" src="%1$sicon.js"></script>""";

    private static final String PLACE_OF_CLASSES = "\0";

    private final Map<Locale, String> markupByLanguage = new ConcurrentHashMap<>();

    @Inject
    ActiveParameters parameters;

    @Inject
    StaticFiles files;

    /** Whether a call is possible. */
    public boolean isShown() {
        return parameters.current().callable();
    }

    /**
     * The icon, its style and its script, as HTML.
     *
     * @param wanted language as in {@code pt-BR} or {@code pt_BR}, of which the best of ours is taken; null or empty
     *     for that of the page
     * @param classes further CSS classes; may be null
     */
    public String markup(Object wanted, Object classes) {
        Locale language = language(wanted, FacesContext.getCurrentInstance().getViewRoot());
        String markup = markupByLanguage.computeIfAbsent(language, this::markup);
        String more = Objects.toString(classes, "").strip();
        return markup.replace(PLACE_OF_CLASSES, more.isEmpty() ? "" : " " + escaped(more));
    }

    private String markup(Locale language) {
        return MARKUP.formatted(
                files.getPhone(),
                files.getPhoneWindow() + "?lang=" + language.toLanguageTag(),
                Texts.of(language, "portal.call"),
                PLACE_OF_CLASSES);
    }

    private static Locale language(Object wanted, UIViewRoot page) {
        String tag = Objects.toString(wanted, "").strip();
        return Languages.closest(tag.isEmpty() ? page.getLocale() : Locale.forLanguageTag(tag.replace('_', '-')));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
