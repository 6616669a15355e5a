package org.portalvoip.login.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the provider says of itself (OpenID Connect Discovery 1.0).
 *
 * @param authorization where people sign in
 * @param token where a code becomes an ID token
 * @param keys the keys that sign it
 * @param endSession where people sign out, if there is such a page
 */
record Metadata(URI authorization, URI token, URI keys, Optional<URI> endSession) {
    private static final String BASIC = "client_secret_basic";

    /** Where it stands for {@code issuer}. */
    static URI addressFor(URI issuer) {
        return URI.create(issuer.toString().replaceFirst("/$", "") + "/.well-known/openid-configuration");
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when it is of another issuer, or cannot be used; the message says why, as the rest
     *     of a sentence that begins with the provider
     */
    static Metadata parse(String json, URI issuer) {
        try {
            Map<String, Object> said = JSONObjectUtils.parse(json);
            if (!issuer.toString().equals(JSONObjectUtils.getString(said, "issuer"))) {
                throw new IllegalArgumentException("calls itself " + JSONObjectUtils.getString(said, "issuer")
                        + ", and not as voip.oidc.issuer says");
            }
            List<String> ways = JSONObjectUtils.getStringList(said, "token_endpoint_auth_methods_supported");
            if (ways != null && !ways.contains(BASIC)) {
                throw new IllegalArgumentException("does not know " + BASIC);
            }
            return new Metadata(
                    address(said, "authorization_endpoint", issuer),
                    address(said, "token_endpoint", issuer),
                    address(said, "jwks_uri", issuer),
                    said.containsKey("end_session_endpoint")
                            ? Optional.of(address(said, "end_session_endpoint", issuer))
                            : Optional.empty());
        } catch (ParseException e) {
            throw new IllegalArgumentException("describes itself in no JSON that we can read", e);
        }
    }

    /** As safe as the issuer's own, whose scheme has been checked. */
    private static URI address(Map<String, Object> said, String name, URI issuer) throws ParseException {
        URI address = JSONObjectUtils.getURI(said, name);
        List<String> schemes = List.of("https", issuer.getScheme());
        if (address == null || address.getHost() == null || !schemes.contains(address.getScheme())) {
            throw new IllegalArgumentException("gives no " + name + " that begins with https");
        }
        return address;
    }
}
