package org.portalvoip.testing.lab;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.Key;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import javax.crypto.SecretKey;

/** The token by which the server of a portal says who is calling. */
public final class PortalToken {
    private PortalToken() {}

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
