package org.portalvoip.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.portalvoip.secret.Secret;

/**
 * HTTP Basic (RFC 7617, UTF-8) for automation, which signs in with each request. Correct credentials are remembered for
 * a minute, so that a script does not cost a password hash per request.
 */
@ApplicationScoped
class BasicCredentials {
    private static final Pattern HEADER = Pattern.compile("Basic +([A-Za-z0-9+/]+={0,2}) *", Pattern.CASE_INSENSITIVE);

    private final RightPasswords known = new RightPasswords();

    @Inject
    PasswordCheck signIn;

    @Inject
    Accounts accounts;

    /** Checks the credentials in the request's header; empty when there are none, or none that can be read. */
    Optional<PasswordCheck.Outcome> attempt(HttpServletRequest request) {
        return credentials(request.getHeader("Authorization")).map(credentials -> {
            Optional<SignedIn> user = known.recall(credentials).filter(accounts::current);
            if (user.isPresent()) {
                return new PasswordCheck.Outcome(user.get(), Duration.ZERO);
            }
            int colon = credentials.indexOf(':');
            var outcome = signIn.attempt(
                    request.getRemoteAddr(),
                    credentials.substring(0, colon),
                    new Secret(credentials.substring(colon + 1)));
            if (outcome.accepted()) {
                known.remember(credentials, outcome.user());
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
}
