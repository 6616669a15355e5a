package org.portalvoip.login.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.function.Supplier;
import org.portalvoip.login.oidc.SignInRefused.Reason;
import org.portalvoip.start.Settings.Oidc;

/**
 * The check of an ID token (OpenID Connect Core 1.0, section 3.1.3.7): signed by a key of the provider with an algorithm that
 * needs a private key, from this issuer, for this client and this sign-in, and valid now.
 */
final class IdTokens {
    /** Those of Nimbus without a further library: no EdDSA. Without HMAC, no public key is ever taken for a secret. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Set<String> REQUIRED = Set.of("sub", "aud", "exp", "iat");
    private static final Duration SKEW = Duration.ofMinutes(1);
    /** It was made for this sign-in, a moment ago. */
    private static final Duration OLDEST = Duration.ofMinutes(10);

    private final Oidc oidc;
    private final JWKSource<SecurityContext> keys;
    private final Supplier<Instant> clock;

    IdTokens(Oidc oidc, JWKSource<SecurityContext> keys, Supplier<Instant> clock) {
        this.oidc = oidc;
        this.keys = keys;
        this.clock = clock;
    }

    /** The claims of {@code token}, which was made for the sign-in with this nonce. */
    JWTClaimsSet accept(String token, String nonce) throws SignInRefused {
        try {
            JWTClaimsSet claims = processor(nonce).process(token, null);
            checkParty(claims);
            checkAge(claims);
            return claims;
        } catch (KeySourceException e) {
            throw new SignInRefused(Reason.AWAY, "The keys of the provider cannot be read", e);
        } catch (BadJOSEException | JOSEException e) {
            throw new SignInRefused(Reason.ANSWER, "The ID token is not accepted", e);
        } catch (ParseException e) {
            // Its message may quote the token.
            throw new SignInRefused(Reason.ANSWER, "The ID token cannot be read");
        }
    }

    private DefaultJWTProcessor<SecurityContext> processor(String nonce) {
        JWTClaimsSet exact = new JWTClaimsSet.Builder()
                .issuer(oidc.issuer().toString())
                .claim("nonce", nonce)
                .build();
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(oidc.clientId(), exact, REQUIRED) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.get());
                    }
                };
        claims.setMaxClockSkew((int) SKEW.toSeconds());
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier(claims);
        return processor;
    }

    /** A token for several audiences must name us as the one who asked for it; so must one that names anybody. */
    private void checkParty(JWTClaimsSet claims) throws SignInRefused, ParseException {
        String party = claims.getStringClaim("azp");
        if (party == null ? claims.getAudience().size() > 1 : !party.equals(oidc.clientId())) {
            throw new SignInRefused(Reason.ANSWER, "The ID token was made for another client (azp)");
        }
    }

    private void checkAge(JWTClaimsSet claims) throws SignInRefused {
        Instant issued = claims.getIssueTime().toInstant();
        if (issued.isBefore(clock.get().minus(OLDEST))
                || issued.isAfter(clock.get().plus(SKEW))) {
            throw new SignInRefused(
                    Reason.ANSWER,
                    "The ID token is not of now (iat); compare the clocks of the provider and of this server");
        }
    }
}
