package org.portalvoip.login.oidc;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.portalvoip.login.oidc.SignInRefused.Reason;
import org.portalvoip.start.Settings.Oidc;

/**
 * What the provider has said of itself, asked again after an hour. Its keys are asked again after a quarter of an hour, and
 * for a token of an unknown key, but then at most twice in half a minute.
 */
final class Discovery {
    private static final long NANOS_TO_KEEP = Duration.ofHours(1).toNanos();
    private static final long MILLIS_TO_KEEP_KEYS = Duration.ofMinutes(15).toMillis();
    private static final long MILLIS_TO_WAIT_FOR_KEYS = Duration.ofSeconds(10).toMillis();
    private static final long MILLIS_BETWEEN_LOOKS = Duration.ofSeconds(30).toMillis();

    private final Oidc oidc;
    private final ProviderHttp http;

    /** Without a lock: those who ask at the same time may all ask the provider. */
    private volatile Known last;

    /** Good for an hour from {@code since}, a time of {@link System#nanoTime}. */
    record Known(Metadata metadata, IdTokens tokens, long since) {}

    Discovery(Oidc oidc, ProviderHttp http) {
        this.oidc = oidc;
        this.http = http;
    }

    /** What it said the last time, however long ago; empty while it has said nothing. */
    Optional<Metadata> last() {
        return Optional.ofNullable(last).map(Known::metadata);
    }

    Known known() throws SignInRefused {
        Known known = last;
        if (known == null || System.nanoTime() - known.since() > NANOS_TO_KEEP) {
            known = ask();
            last = known;
        }
        return known;
    }

    private Known ask() throws SignInRefused {
        URI address = Metadata.addressFor(oidc.issuer());
        try {
            Metadata metadata = Metadata.parse(http.get(address), oidc.issuer());
            return new Known(metadata, new IdTokens(oidc, keys(metadata.keys()), Instant::now), System.nanoTime());
        } catch (IOException e) {
            throw new SignInRefused(Reason.AWAY, address + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new SignInRefused(Reason.ANSWER, "The provider at " + address + " " + e.getMessage());
        }
    }

    private JWKSource<SecurityContext> keys(URI address) {
        ResourceRetriever reader = url -> new Resource(http.get(uri(url)), "application/json");
        try {
            return JWKSourceBuilder.create(address.toURL(), reader)
                    .cache(MILLIS_TO_KEEP_KEYS, MILLIS_TO_WAIT_FOR_KEYS)
                    .refreshAheadCache(false)
                    .rateLimited(MILLIS_BETWEEN_LOOKS)
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("gives no jwks_uri that can be asked", e);
        }
    }

    private static URI uri(URL url) throws IOException {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IOException("no address", e);
        }
    }
}
