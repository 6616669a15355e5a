package org.portalvoip.call;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Key;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.portalvoip.sip.HeaderText;
import org.portalvoip.start.Settings;

/**
 * The tokens by which a portal's server says who is calling: JSON Web Tokens (RFC 7519), signed with
 * {@code voip.portal-key-file} or by the owner of {@code voip.portal-public-key-file}. Each must have {@code sub},
 * {@code aud}, {@code exp} at most an hour ahead, and {@code jti}, and is good once: on all nodes of one database, or while
 * that is away, on this one. Longer than 200 lines, because reading a token, judging it and remembering it must not be
 * taken apart.
 */
@ApplicationScoped
class PortalTokens {
    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);
    /** Longer than any token lives, even when somebody sets the clock back by some minutes. */
    private static final Duration TO_REMEMBER = LONGEST_LIFE.multipliedBy(2);

    /** What a caller waits for the database. */
    private static final Duration TO_ANSWER = Duration.ofSeconds(2);

    private static final int LONGEST_ID = 128;
    private static final int LONGEST_REASON = 200;
    private static final Set<String> REQUIRED = Set.of("sub", "aud", "exp", "jti");

    /** Says why a token is not accepted, as the rest of a sentence; it contains nothing that is secret. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private Refused(String reason) {
            super(HeaderText.clean(reason, LONGEST_REASON));
        }
    }

    private final Supplier<Instant> clock;
    private final LongSupplier nanoTime;
    /** When each token was used, by its {@code jti}. */
    private final Map<String, Long> used = new HashMap<>();

    private Predicate<String> firstAnywhere = id -> true;

    @Inject
    Settings settings;

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    @Resource
    ManagedExecutorService executor;

    PortalTokens() {
        this(Instant::now, System::nanoTime);
    }

    /**
     * Tokens are valid by {@code clock}, and remembered by a clock that never goes back.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    PortalTokens(Supplier<Instant> clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @PostConstruct
    void share() {
        share(dataSource, executor);
    }

    /** From now on the tokens that are used here are not good on other nodes of this database, and the reverse. */
    void share(DataSource database, Executor statements) {
        firstAnywhere = new UsedTokens(database, statements, clock::get, TO_REMEMBER, TO_ANSWER)::use;
    }

    /**
     * The user whom {@code token} names; the token is used up.
     *
     * @param ours the addresses of this application, one of which must be an audience of the token
     */
    PortalUser accept(String token, Set<String> ours) throws Refused {
        SignedJWT signed = parse(token);
        verify(signed);
        JWTClaimsSet claims = claims(signed, ours);
        PortalUser user = user(claims);
        use(claims.getJWTID());
        return user;
    }

    private static SignedJWT parse(String token) throws Refused {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException e) {
            throw new Refused("it is not a signed JSON Web Token");
        }
    }

    private void verify(SignedJWT token) throws Refused {
        JWSHeader header = token.getHeader();
        try {
            if (!token.verify(new DefaultJWSVerifierFactory().createJWSVerifier(header, key(header.getAlgorithm())))) {
                throw new Refused("its signature is not by the portal's key");
            }
        } catch (JOSEException e) {
            throw new Refused("its signature cannot be verified with the portal's key");
        }
    }

    /** Only the kind of key that the algorithm is made for, so that no public key is taken for a secret. */
    private Key key(JWSAlgorithm algorithm) throws Refused {
        Optional<? extends Key> key =
                JWSAlgorithm.Family.HMAC_SHA.contains(algorithm) ? settings.portalKey() : settings.portalPublicKey();
        if (key.isEmpty()) {
            throw new Refused(
                    "there is no key for its algorithm in voip.portal-key-file or voip.portal-public-key-file");
        }
        return key.get();
    }

    private JWTClaimsSet claims(SignedJWT token, Set<String> ours) throws Refused {
        try {
            JWTClaimsSet claims = token.getJWTClaimsSet();
            verifier(ours).verify(claims, null);
            Instant latest = clock.get().plus(LONGEST_LIFE).plus(SKEW);
            if (claims.getExpirationTime().toInstant().isAfter(latest)) {
                throw new Refused("its exp is more than an hour ahead");
            }
            return claims;
        } catch (BadJWTException e) {
            throw new Refused(e.getMessage());
        } catch (ParseException e) {
            throw new Refused("its claims cannot be read");
        }
    }

    private DefaultJWTClaimsVerifier<SecurityContext> verifier(Set<String> ours) {
        DefaultJWTClaimsVerifier<SecurityContext> verifier =
                new DefaultJWTClaimsVerifier<>(ours, null, REQUIRED, Set.of()) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.get());
                    }
                };
        verifier.setMaxClockSkew((int) SKEW.toSeconds());
        return verifier;
    }

    private static PortalUser user(JWTClaimsSet claims) throws Refused {
        try {
            return PortalUser.of(
                    claims.getSubject(),
                    text(claims, "name"),
                    text(claims, "context"),
                    Boolean.TRUE.equals(claims.getBooleanClaim("privacy")));
        } catch (IllegalArgumentException e) {
            throw new Refused(e.getMessage());
        } catch (ParseException e) {
            throw new Refused("its name or context is not a text, or its privacy not true or false");
        }
    }

    private static String text(JWTClaimsSet claims, String name) throws ParseException {
        return Objects.requireNonNullElse(claims.getStringClaim(name), "");
    }

    private void use(String id) throws Refused {
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            throw new Refused("its jti is empty or has more than " + LONGEST_ID + " characters");
        }
        if (!isFirstHere(id) || !firstAnywhere.test(id)) {
            throw new Refused("it was used before");
        }
    }

    private synchronized boolean isFirstHere(String id) {
        long now = nanoTime.getAsLong();
        used.values().removeIf(since -> now - since > TO_REMEMBER.toNanos());
        return used.putIfAbsent(id, now) == null;
    }
}
