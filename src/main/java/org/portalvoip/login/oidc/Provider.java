package org.portalvoip.login.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.portalvoip.login.oidc.SignInRefused.Reason;
import org.portalvoip.start.Settings;
import org.portalvoip.start.Settings.Oidc;

/**
 * The provider of {@code voip.oidc.issuer}. It is asked only when somebody wants to sign in there, and by a few requests at
 * the same time: if it hangs, it holds no more of our threads.
 */
@ApplicationScoped
public class Provider {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_AT_A_TIME = 10;
    private static final int LONGEST_CODE = 4096;

    private final Oidc oidc;
    private final ProviderHttp http;
    private final Discovery discovery;
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);

    @Inject
    Provider(Settings settings) {
        this(settings.oidc());
    }

    Provider(Optional<Oidc> oidc) {
        this.oidc = oidc.orElse(null);
        // An HTTP client has a thread of its own, even if nobody uses it.
        this.http = oidc.isPresent() ? new ProviderHttp(PATIENCE) : null;
        this.discovery = oidc.isPresent() ? new Discovery(this.oidc, http) : null;
    }

    /** For the CDI proxy only. */
    protected Provider() {
        this(Optional.empty());
    }

    /** Whether there is one; without one, nothing but {@link #label} and {@link #endSession} may be asked. */
    public boolean isThere() {
        return oidc != null;
    }

    /** What people call it; null when there is none. */
    public String label() {
        return isThere() ? oidc.label() : null;
    }

    /** Where people sign out there; empty when there is no such page, or when nobody has signed in since the start. */
    public Optional<URI> endSession() {
        return Optional.ofNullable(discovery)
                .flatMap(Discovery::last)
                .flatMap(Metadata::endSession)
                .map(page -> URI.create(with(page, Map.of("client_id", oidc.clientId()))));
    }

    /**
     * The page at which the browser signs in.
     *
     * @param back where it comes back to, registered at the provider
     */
    public String authorization(Flow flow, String back) throws SignInRefused {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", oidc.clientId());
        query.put("redirect_uri", back);
        query.put("scope", oidc.scopes());
        query.put("state", flow.state());
        query.put("nonce", flow.nonce());
        query.put("code_challenge", flow.challenge());
        query.put("code_challenge_method", "S256");
        takePlace();
        try {
            return with(discovery.known().metadata().authorization(), query);
        } finally {
            places.release();
        }
    }

    /** Refuses a browser that says that another provider sent it (RFC 9207); {@code null} if it does not say. */
    public void checkIssuer(String issuer) throws SignInRefused {
        if (issuer != null && !issuer.equals(oidc.issuer().toString())) {
            throw new SignInRefused(Reason.ANSWER, "A browser was sent by another provider: " + issuer);
        }
    }

    /**
     * The name of the administrator for whom the provider gave {@code code}, with a mark that tells him from an account.
     *
     * @param code as the browser brought it; null for none
     * @param back as in {@link #authorization}
     */
    public String administrator(Flow flow, String code, String back) throws SignInRefused {
        if (code == null || code.isEmpty() || code.length() > LONGEST_CODE) {
            throw new SignInRefused(Reason.ANSWER, "The provider sent the browser back without a code");
        }
        takePlace();
        try {
            Discovery.Known known = discovery.known();
            String token = redeem(known.metadata(), flow, code, back);
            JWTClaimsSet claims = known.tokens().accept(token, flow.nonce());
            return Person.administrator(claims, oidc);
        } finally {
            places.release();
        }
    }

    private void takePlace() throws SignInRefused {
        if (!places.tryAcquire()) {
            throw new SignInRefused(Reason.CROWD, MOST_AT_A_TIME + " others wait for the provider at the same time");
        }
    }

    /** Brings the code to the provider, which gives an ID token for it, once. */
    private String redeem(Metadata metadata, Flow flow, String code, String back) throws SignInRefused {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", back);
        form.put("code_verifier", flow.verifier());
        try {
            return idToken(http.send(HttpRequest.newBuilder(metadata.token())
                    .header("Accept", "application/json")
                    .header("Authorization", basic())
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(encoded(form)))));
        } catch (IOException e) {
            throw new SignInRefused(Reason.AWAY, metadata.token() + " gave no token", e);
        }
    }

    /** Nothing of the answer is quoted but the provider's word for an error: the rest may contain a token. */
    private static String idToken(HttpResponse<String> answer) throws SignInRefused {
        if (answer.statusCode() >= 500) {
            throw new SignInRefused(
                    Reason.AWAY, "The provider answered " + answer.statusCode() + " instead of a token");
        }
        String token;
        String error;
        try {
            Map<String, Object> said = JSONObjectUtils.parse(answer.body());
            token = JSONObjectUtils.getString(said, "id_token");
            error = JSONObjectUtils.getString(said, "error");
        } catch (ParseException e) {
            throw new SignInRefused(Reason.ANSWER, "The provider gave no JSON instead of a token");
        }
        if (answer.statusCode() != 200 || token == null) {
            throw new SignInRefused(
                    // A code that is used or too old: from the beginning, all is well again.
                    "invalid_grant".equals(error) ? Reason.OVER : Reason.ANSWER,
                    "The provider gave no ID token, but " + answer.statusCode() + " " + error);
        }
        return token;
    }

    /** RFC 6749 section 2.3.1: both parts are encoded like the fields of a form. */
    private String basic() {
        String pair = encoded(oidc.clientId()) + ":" + encoded(oidc.revealSecret());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    private static String with(URI page, Map<String, String> query) {
        return page + (page.getRawQuery() == null ? "?" : "&") + encoded(query);
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
