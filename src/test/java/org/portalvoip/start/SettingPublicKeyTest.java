package org.portalvoip.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingPublicKeyTest {
    /** Self-signed by openssl for "portal", with a P-256 key. */
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBeTCCAR+gAwIBAgIUaEQEcRws9xu4XkruHhhnvhUoGYAwCgYIKoZIzj0EAwIw
            ETEPMA0GA1UEAwwGcG9ydGFsMCAXDTI2MTEyNjEzMTc0NloYDzIxMjYxMTAyMTMx
            NzQ2WjARMQ8wDQYDVQQDDAZwb3J0YWwwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
            AAQ0hNhvqJZ4nINI+Iryhu6FlnX+Lre/xovKg4X5bzP47HwM2ywOU8MiDvBVZIgp
            UG00W4YjW3VN8/L/nCJizcrTo1MwUTAdBgNVHQ4EFgQUYVilxM6gpeSw168eMXW5
            G/nKaegwHwYDVR0jBBgwFoAUYVilxM6gpeSw168eMXW5G/nKaegwDwYDVR0TAQH/
            BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBmSPaDsLqirmQpu/9BBWcSj+Mt6ITF
            2illkFPg+qbCtAIhAOwn/YIiU3Yp4XuXDSofwdmLnxVq80QxCeUyzxAD3S9N
            -----END CERTIFICATE-----""";

    private static KeyPair pair(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static String pem(String kind, Key key) {
        String text = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----";
    }

    private static void assertRefused(String pem, String reason) {
        assertThatThrownBy(() -> SettingPublicKey.parse(pem))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"RSA,2048", "EC,256", "EC,384", "EC,521"})
    void aPublicKeyIsRead(String algorithm, int bits) throws Exception {
        Key key = pair(algorithm, bits).getPublic();

        assertThat(SettingPublicKey.parse("Subject: portal\n" + pem("PUBLIC KEY", key)))
                .isEqualTo(key);
    }

    @Test
    void theKeyOfACertificateIsRead() {
        assertThat(SettingPublicKey.parse(CERTIFICATE).getAlgorithm()).isEqualTo("EC");
        assertRefused(CERTIFICATE.replaceFirst("MII", "AAA"), "a PEM file with a certificate");
    }

    @Test
    void whatIsNoSafePublicKeyIsRefusedWithAReason() throws Exception {
        assertRefused(pem("PRIVATE KEY", pair("EC", 256).getPrivate()), "must stay with the portal");
        assertRefused(pem("PUBLIC KEY", pair("RSA", 1024).getPublic()), "fewer than 2048 bits");
        assertRefused(pem("PUBLIC KEY", pair("X25519", 255).getPublic()), "neither an RSA key nor");
        assertRefused("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "neither an RSA key nor");
        assertRefused("ssh-rsa AAAA", "begins with BEGIN PUBLIC KEY");
    }
}
