package org.portalvoip.language;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Gives each view the language of its request, and remembers {@code ?lang=} in a cookie. */
public class LanguageViewHandler extends ViewHandlerWrapper {
    private static final int ONE_YEAR = (int) Duration.ofDays(365).toSeconds();

    public LanguageViewHandler(ViewHandler wrapped) {
        super(wrapped);
    }

    @Override
    public Locale calculateLocale(FacesContext faces) {
        var external = faces.getExternalContext();
        Languages.chosen(external.getRequestParameterMap().get(Languages.CHOICE))
                .ifPresent(language -> external.addResponseCookie(
                        Languages.CHOICE,
                        language.toLanguageTag(),
                        Map.of(
                                "path",
                                external.getRequestContextPath() + "/",
                                "maxAge",
                                ONE_YEAR,
                                "httpOnly",
                                true,
                                "secure",
                                external.isSecure(),
                                "SameSite",
                                "Lax")));
        return Languages.of((HttpServletRequest) external.getRequest());
    }
}
