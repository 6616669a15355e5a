package org.portalvoip.testing.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.Key;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.portalvoip.start.Settings;

/** The token by which the server of a portal says who is calling. */
public final class PortalToken {
    private static final Path FILE = Path.of("target", "portal.key").toAbsolutePath();
    private static final String TEXT = "only the portals of tests know this";
    private static final SecretKey KEY = new SecretKeySpec(TEXT.getBytes(UTF_8), "HmacSHA256");

    private PortalToken() {}

    /** The option of a server that accepts {@link #of(JWTClaimsSet.Builder)}; that of another JVM may be reading the file. */
    public static String serverOption() {
        try {
            Path whole = Files.writeString(Files.createTempFile(FILE.getParent(), "portal", ".key"), TEXT);
            Files.move(whole, FILE, StandardCopyOption.ATOMIC_MOVE);
            return "-Dvoip.portal-key-file=" + FILE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings of such a server, as far as tokens need them. */
    public static Settings settings() {
        return new Settings() {
            @Override
            public Optional<SecretKey> portalKey() {
                return Optional.of(KEY);
            }
        };
    }

    /** A token with all that it needs, for a server at {@code desk}. */
    public static JWTClaimsSet.Builder claims(URI desk, String subject) {
        return new JWTClaimsSet.Builder()
                .subject(subject)
                .audience(desk.toString())
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .jwtID(UUID.randomUUID().toString());
    }

    /** A token with {@code claims} that such a server accepts, if they are right. */
    public static String of(JWTClaimsSet.Builder claims) {
        return of(claims, KEY);
    }

    /** A token with {@code claims}, signed by HS256. */
    public static String of(JWTClaimsSet.Builder claims, SecretKey key) {
        return of(claims, JWSAlgorithm.HS256, key);
    }

    /** A token with {@code claims}, signed by {@code key}. */
    public static String of(JWTClaimsSet.Builder claims, JWSAlgorithm algorithm, Key key) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims.build());
            token.sign(signer(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JWSSigner signer(Key key) throws JOSEException {
        if (key instanceof SecretKey secret) {
            return new MACSigner(secret);
        }
        return key instanceof ECPrivateKey curve ? new ECDSASigner(curve) : new RSASSASigner((PrivateKey) key);
    }
}
