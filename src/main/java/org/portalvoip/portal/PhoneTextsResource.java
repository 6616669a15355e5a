package org.portalvoip.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;

/** The texts of the phone in one language; loaded after the click, so that pages contain none of them. */
@Path("phone-texts")
@RequestScoped
public class PhoneTextsResource {
    private static final int SECONDS_TO_KEEP = (int) Duration.ofMinutes(10).toSeconds();

    /** All texts below {@code phone.} in the language of the request; the keys lack the prefix. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response read(@Context HttpServletRequest request, @Context Request conditions) {
        Locale language = Languages.of(request);
        Map<String, String> texts = Texts.below(language, "phone.");
        // Weak: what is sent may be compressed. Maps of strings have the same hash in every JVM.
        var version = new EntityTag(language.toLanguageTag() + "-" + Integer.toHexString(texts.hashCode()), true);
        var cache = new CacheControl();
        cache.setMaxAge(SECONDS_TO_KEEP);
        cache.setNoTransform(false); // a proxy may compress them
        return Optional.ofNullable(conditions.evaluatePreconditions(version))
                .orElseGet(() -> Response.ok(texts).language(language))
                .tag(version)
                .header("Vary", "Accept-Encoding, Accept-Language, Cookie")
                .cacheControl(cache)
                .build();
    }
}
