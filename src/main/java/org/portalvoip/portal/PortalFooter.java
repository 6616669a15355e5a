package org.portalvoip.portal;

import jakarta.faces.component.UIComponentBase;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.portalvoip.language.Texts;

/**
 * The headset icon in the footer of a portal page: a button, its style and its script. Everything else, the microphone
 * included, is asked for after the click. Plain markup and no state, so that it costs the page next to nothing.
 */
final class PortalFooter extends UIComponentBase {
    /**
     * Arguments: context path, language tag, accessible name, and what is said when the phone does not load. None of them
     * holds a character that HTML would mind.
     */
    private static final String MARKUP = """
            <link rel="stylesheet" href="%1$s/phone/footer.css"/>\
            <div class="voip-footer" data-lang="%2$s">\
            <button type="button" class="voip-call" aria-label="%3$s" title="%3$s" aria-haspopup="dialog" aria-expanded="false">\
            <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false" fill="none" \
            stroke="currentColor" stroke-width="2" stroke-linecap="round">\
            <path d="M4 14v-2a8 8 0 0 1 16 0v2M20 18v.5a3 3 0 0 1-3 3h-4"/>\
            <rect x="3" y="13" width="4" height="6" rx="2"/><rect x="17" y="13" width="4" height="6" rx="2"/></svg>\
            </button><span role="alert" hidden="hidden">%4$s</span></div>\
            <script type="module" src="%1$s/phone/launch.js"></script>""";

    /** The markup never changes while the application runs, and making it would cost more than writing it. */
    private static final Map<Locale, String> MARKUP_BY_LANGUAGE = new ConcurrentHashMap<>();

    PortalFooter() {
        setTransient(true);
    }

    @Override
    public String getFamily() {
        return PortalFooter.class.getName();
    }

    @Override
    public void encodeBegin(FacesContext faces) throws IOException {
        Locale language = faces.getViewRoot().getLocale();
        String markup = MARKUP_BY_LANGUAGE.get(language);
        if (markup == null) {
            markup = markup(faces.getExternalContext().getRequestContextPath(), language);
            MARKUP_BY_LANGUAGE.put(language, markup);
        }
        faces.getResponseWriter().write(markup);
    }

    private static String markup(String contextPath, Locale language) {
        return MARKUP.formatted(
                contextPath,
                language.toLanguageTag(),
                Texts.of(language, "portal.call"),
                Texts.of(language, "portal.call.unloaded"));
    }
}
