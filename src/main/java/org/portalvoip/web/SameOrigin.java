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
 * Whose page a request comes from: the one rule for changes and for calls.
 *
 * <p>Our origins are: the one to which the request was sent, with either scheme, because a proxy may have removed the
 * TLS; that of {@code voip.url}, for a proxy that does not pass on the {@code Host} of the browser; and one that the
 * browser hides ({@code null}) while it confirms {@code same-origin}. Where {@code voip.url} tells how the application is
 * called, a request that was sent to yet another name does not count as sent to us (DNS rebinding).
 *
 * <p>Each pair of Origin and Host that is refused is logged once a minute, with the settings that would admit it.
 */
@Dependent
public class SameOrigin {
    private final Set<Origin> ours;
    private final Set<Origin> guests;
    private final Set<String> names;
    private final RefusalLog refusals = new RefusalLog(System::nanoTime);

    /** The rule for a server with these settings. */
    @Inject
    public SameOrigin(Settings settings) {
        this(settings.url().map(URI::toString), settings.allowedOrigins());
    }

    /**
     * The rule for a server with these settings. Settings that are not addresses of http or https are ignored.
     *
     * @param url where people reach the application ({@code voip.url})
     * @param guests further origins whose pages may call ({@code voip.allowed-origins})
     */
    SameOrigin(Optional<String> url, Collection<String> guests) {
        this.ours = origins(url.stream());
        this.guests = origins(guests.stream());
        this.names = Stream.of(this.ours, this.guests)
                .flatMap(Set::stream)
                .map(Origin::host)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the request may change something. A browser names the origin of its page; a program names none. */
    public boolean mayChange(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean otherSite = site != null && !site.equals("same-origin") && !site.equals("none");
        boolean admitted = !otherSite && (request.getHeader("Origin") == null || isOurs(request));
        if (!admitted) {
            refusals.note("A change", request, "set voip.url to it");
        }
        return admitted;
    }

    /** Whether the request may open a call: it comes from one of our pages, or from an allowed origin. */
    public boolean mayCall(HttpServletRequest request) {
        boolean admitted = isOurs(request)
                || Origin.sent(request.getHeader("Origin"))
                        .filter(guests::contains)
                        .isPresent();
        if (!admitted) {
            refusals.note("A call", request, "set voip.url to it, or add it to voip.allowed-origins");
        }
        return admitted;
    }

    /** Whether the request names an allowed origin that is none of ours. */
    public boolean isGuest(HttpServletRequest request) {
        return mayCall(request) && !isOurs(request);
    }

    private boolean isOurs(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if ("null".equals(origin)) {
            return "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
        }
        return Origin.sent(origin)
                .filter(sent -> ours.contains(sent) || (isNameOfOurs(sent) && sent.isOf(request.getHeader("Host"))))
                .isPresent();
    }

    /** With a {@code voip.url} for trials, such as {@code http://localhost:8080}, every name is good. */
    private boolean isNameOfOurs(Origin sent) {
        return ours.stream().allMatch(Origin::isBeyondDns) || sent.isBeyondDns() || names.contains(sent.host());
    }

    private static Set<Origin> origins(Stream<String> addresses) {
        return addresses.map(Origin::written).flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
    }
}
