package org.portalvoip.call;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.portalvoip.start.Settings;
import org.portalvoip.web.RefusalLog;

/**
 * Whom a portal names as the caller. A page brings the portal's token as a bearer token (RFC 6750 section 2.1) when it
 * fetches its first ticket, and our own pass for the next ones.
 */
@ApplicationScoped
class PortalCallers {
    private static final String SCHEME = "bearer ";
    /** More than a token can need; the servers themselves end a header at 8 KB. */
    private static final int LONGEST_TOKEN = 6000;

    @Inject
    PortalTokens tokens;

    @Inject
    CallTickets tickets;

    @Inject
    Settings settings;

    private final RefusalLog refusals = new RefusalLog(System::nanoTime);

    /**
     * The user whom the request names, empty for a visitor. Why a token is not accepted stands in the log.
     *
     * @param holders for whom a pass may be
     */
    Optional<PortalUser> named(HttpServletRequest request, Collection<String> holders) {
        String token = bearer(request);
        if (token.isEmpty()) {
            return Optional.empty();
        }
        return isPass(token) ? tickets.readPass(token, holders).or(this::nobody) : accepted(token, request);
    }

    /** The parts of a signed token are separated by dots (RFC 7515 section 3.1). */
    private static boolean isPass(String token) {
        return token.indexOf('.') < 0;
    }

    private Optional<PortalUser> nobody() {
        refusals.note("A phone that a portal's token had named calls again only as a visitor: its pass is older than "
                + CallTickets.PASS_VALID.toHours()
                + " hours, of another browser, or of a node with another key file");
        return Optional.empty();
    }

    private Optional<PortalUser> accepted(String token, HttpServletRequest request) {
        try {
            return Optional.of(tokens.accept(token, ours(request)));
        } catch (PortalTokens.Refused e) {
            refusals.note("A portal's token was not accepted, so its caller is only a visitor: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static String bearer(HttpServletRequest request) {
        String header = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
        boolean brought = header.toLowerCase(Locale.ROOT).startsWith(SCHEME) && header.length() <= LONGEST_TOKEN;
        return brought ? header.substring(SCHEME.length()).strip() : "";
    }

    /** The addresses under which a portal knows us, with and without a slash at the end. */
    private Set<String> ours(HttpServletRequest request) {
        String path = request.getContextPath();
        return settings.url()
                .map(URI::toString)
                .map(Stream::of)
                .orElseGet(() -> addresses(request.getHeader("Host")))
                .map(address -> address.replaceFirst("/$", ""))
                .flatMap(address -> Stream.of(address, address + path))
                .flatMap(address -> Stream.of(address, address + "/"))
                .collect(Collectors.toSet());
    }

    /** A proxy may have removed the TLS. */
    private static Stream<String> addresses(String host) {
        return Stream.of("http://", "https://").map(scheme -> scheme + host);
    }
}
