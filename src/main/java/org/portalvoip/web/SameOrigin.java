package org.portalvoip.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.portalvoip.start.Settings;

/**
 * Whose page a request comes from: the one rule of the gate for changes and of the door for calls.
 *
 * <p>Ours is the origin that the request was sent to, by either scheme, because a proxy in front may have taken the TLS
 * off; that of {@code voip.url}, for a proxy that does not hand on the {@code Host} that the browser named; and one that
 * the browser keeps to itself ({@code null}) while it vouches for {@code same-origin}.
 */
@Dependent
public class SameOrigin {
    private final Set<Origin> ours;
    private final Set<Origin> guests;

    @Inject
    SameOrigin(Settings settings) {
        this(settings.url().map(URI::toString), settings.allowedOrigins());
    }

    /**
     * The rule for a server with these settings. What is not an address of http or https in them counts for nothing.
     *
     * @param url where people reach the application ({@code voip.url})
     * @param guests whose pages may call besides ours ({@code voip.allowed-origins})
     */
    SameOrigin(Optional<String> url, Collection<String> guests) {
        this.ours = origins(url.stream());
        this.guests = origins(guests.stream());
    }

    /** Whether the request may change something. A browser says where its page is from; a program says nothing. */
    public boolean mayChange(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean otherSite = site != null && !site.equals("same-origin") && !site.equals("none");
        return !otherSite && (request.getHeader("Origin") == null || isOurs(request));
    }

    /** Whether the request may open a call: it comes from a page of ours, or of an origin that is allowed to. */
    public boolean mayCall(HttpServletRequest request) {
        return isOurs(request)
                || Origin.sent(request.getHeader("Origin"))
                        .filter(guests::contains)
                        .isPresent();
    }

    private boolean isOurs(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if ("null".equals(origin)) {
            return "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
        }
        return Origin.sent(origin)
                .filter(sent -> ours.contains(sent) || sent.isOf(request.getHeader("Host")))
                .isPresent();
    }

    private static Set<Origin> origins(Stream<String> addresses) {
        return addresses.map(Origin::written).flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
    }
}
