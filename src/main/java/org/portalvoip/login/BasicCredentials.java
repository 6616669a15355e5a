package org.portalvoip.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.portalvoip.secret.Secret;

/**
 * HTTP Basic (RFC 7617, UTF-8) for automation, which signs in with each request. Correct credentials are remembered for
 * a minute, so that a script does not cost a password hash per request. Only a keyed hash of them is kept; the key
 * exists only in this process.
 */
@ApplicationScoped
class BasicCredentials {
    private static final Pattern HEADER = Pattern.compile("Basic +([A-Za-z0-9+/]+={0,2}) *", Pattern.CASE_INSENSITIVE);
    private static final Duration MEMORY = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 100;

    /** {@code since} is a time of {@link System#nanoTime}, which no change of the clock moves. */
    private record Remembered(SignedIn user, long since) {}

    private final SecretKeySpec key = new SecretKeySpec(randomKey(), "HmacSHA256");
    private final Map<String, Remembered> remembered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    @Inject
    PasswordCheck signIn;

    @Inject
    Accounts accounts;

    /** Checks the credentials in the request's header; empty when there are none, or none that can be read. */
    Optional<PasswordCheck.Outcome> attempt(HttpServletRequest request) {
        return credentials(request.getHeader("Authorization")).map(credentials -> {
            String print = print(credentials);
            SignedIn known = recall(print);
            if (known != null && accounts.current(known)) {
                return new PasswordCheck.Outcome(known, Duration.ZERO);
            }
            int colon = credentials.indexOf(':');
            var outcome = signIn.attempt(
                    request.getRemoteAddr(),
                    credentials.substring(0, colon),
                    new Secret(credentials.substring(colon + 1)));
            if (outcome.accepted()) {
                remember(print, outcome.user());
            }
            return outcome;
        });
    }

    private static Optional<String> credentials(String header) {
        Matcher basic = HEADER.matcher(header == null ? "" : header);
        if (!basic.matches()) {
            return Optional.empty();
        }
        try {
            String credentials = new String(Base64.getDecoder().decode(basic.group(1)), UTF_8);
            return Optional.of(credentials).filter(pair -> pair.indexOf(':') > 0);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static byte[] randomKey() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private synchronized SignedIn recall(String print) {
        remembered.values().removeIf(one -> System.nanoTime() - one.since() > MEMORY.toNanos());
        Remembered one = remembered.get(print);
        return one == null ? null : one.user();
    }

    private synchronized void remember(String print, SignedIn user) {
        remembered.put(print, new Remembered(user, System.nanoTime()));
    }

    private String print(String credentials) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(credentials.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA256", e);
        }
    }
}
