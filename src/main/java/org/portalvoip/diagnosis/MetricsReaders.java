package org.portalvoip.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.portalvoip.sip.Credential;
import org.portalvoip.start.Settings;

/**
 * Who may read the metrics: programs on this machine whose requests no proxy has passed on; or, where {@code
 * voip.metrics-token-file} is set, whoever brings the token, and nobody else.
 */
@Dependent
class MetricsReaders {
    /** What proxies say about the client, and what makes Payara believe it. */
    private static final Pattern BY_PROXY =
            Pattern.compile("forwarded|via|proxy-.*|x-forwarded-.*|x-real-ip|true-client-ip|cf-connecting-ip");

    private static final Pattern LOOPBACK =
            Pattern.compile("127(\\.[0-9]{1,3}){3}|::1|(0:){7}1|(::|(0:){5})ffff:127(\\.[0-9]{1,3}){3}");

    private static final String BEARER = "bearer ";

    @Inject
    Settings settings;

    /** Whether this request is answered. */
    boolean mayRead(HttpServletRequest request) {
        return settings.metricsToken().map(token -> brings(token, request)).orElseGet(() -> isFromHere(request));
    }

    /** Whether a token is demanded. */
    boolean needToken() {
        return settings.metricsToken().isPresent();
    }

    private static boolean brings(Credential.Password token, HttpServletRequest request) {
        String header = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && MessageDigest.isEqual(
                        header.substring(BEARER.length()).strip().getBytes(UTF_8),
                        token.value().getBytes(UTF_8));
    }

    private static boolean isFromHere(HttpServletRequest request) {
        String address = Objects.requireNonNullElse(request.getRemoteAddr(), "");
        return LOOPBACK.matcher(address).matches()
                && Collections.list(request.getHeaderNames()).stream()
                        .noneMatch(name ->
                                BY_PROXY.matcher(name.toLowerCase(Locale.ROOT)).matches());
    }
}
