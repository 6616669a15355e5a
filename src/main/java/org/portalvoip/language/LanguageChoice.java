package org.portalvoip.language;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lets the links to other languages keep what a page is about. */
@Named("languageChoice")
@RequestScoped
public class LanguageChoice {
    private static final int LONGEST = 300;

    @Inject
    HttpServletRequest request;

    /**
     * What stands before {@code lang=} in a link to the same page in another language: the query of its address, with an
     * ampersand at the end; empty when it has none, or one that no page of ours has.
     */
    public String getPlace() {
        return place(request.getQueryString());
    }

    static String place(String query) {
        String asked = Objects.requireNonNullElse(query, "");
        return asked.length() > LONGEST || !asked.matches("[A-Za-z0-9._~=&%+,:/-]*")
                ? ""
                : Stream.of(asked.split("&"))
                        .filter(part -> !part.isEmpty() && !part.startsWith(Languages.CHOICE + "="))
                        .map(part -> part + "&")
                        .collect(Collectors.joining());
    }
}
