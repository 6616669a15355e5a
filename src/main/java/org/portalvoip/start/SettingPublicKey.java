package org.portalvoip.start;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PEM file (RFC 7468) with a public key or a certificate, by which signatures are verified. */
final class SettingPublicKey {
    /** RFC 7518 section 3.3. */
    private static final int LEAST_BITS_OF_RSA = 2048;

    private static final Pattern PUBLIC_KEY =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

    private SettingPublicKey() {}

    /**
     * The key in {@code pem}, of RSA or of an elliptic curve.
     *
     * @throws SettingRefused when there is none
     */
    static PublicKey parse(String pem) {
        if (pem.contains("PRIVATE KEY-----")) {
            throw new SettingRefused(SettingText.PRIVATE_KEY);
        }
        PublicKey key = pem.contains("-----BEGIN CERTIFICATE-----") ? ofCertificate(pem) : bare(pem);
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < LEAST_BITS_OF_RSA) {
            throw new SettingRefused(SettingText.RSA_SHORT, LEAST_BITS_OF_RSA);
        }
        return key;
    }

    private static PublicKey ofCertificate(String pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(US_ASCII)))
                    .getPublicKey();
        } catch (CertificateException e) {
            throw new SettingRefused(SettingText.NOT_A_CERTIFICATE, e);
        }
    }

    private static PublicKey bare(String pem) {
        Matcher found = PUBLIC_KEY.matcher(pem);
        if (!found.find()) {
            throw new SettingRefused(SettingText.NOT_A_PUBLIC_KEY);
        }
        byte[] encoded = Base64.getMimeDecoder().decode(found.group(1));
        for (String algorithm : List.of("RSA", "EC")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
            } catch (GeneralSecurityException ofAnotherKind) {
                // Try the next one.
            }
        }
        throw new SettingRefused(SettingText.NEITHER_RSA_NOR_EC);
    }
}
