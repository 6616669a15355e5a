package org.portalvoip.janus.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.portalvoip.janus.transport.TransportException.Kind;

/** Which certificates of Janus are trusted: those that the JVM trusts, and those of one PEM file. */
final class JanusTrust {

    private JanusTrust() {}

    /**
     * A TLS context with both.
     *
     * @param pem the file, or null for the JVM's trust alone
     * @throws TransportException if the file cannot be read or holds no certificate
     */
    static SSLContext context(Path pem) throws TransportException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, pem == null ? null : trusting(pem), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new TransportException(
                    Kind.UNTRUSTED, 0, "the file of trusted certificates cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * What decides whom to trust in such a context.
     *
     * @param pem as for {@link #context}
     */
    static X509ExtendedTrustManager manager(Path pem) throws GeneralSecurityException, IOException {
        for (TrustManager manager : pem == null ? managers(null) : trusting(pem)) {
            if (manager instanceof X509ExtendedTrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("this JVM has no trust manager for X.509");
    }

    private static TrustManager[] trusting(Path pem) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        int count = 0;
        for (TrustManager manager : managers(null)) {
            for (X509Certificate issuer : ((X509TrustManager) manager).getAcceptedIssuers()) {
                trusted.setCertificateEntry("jvm-" + count++, issuer);
            }
        }
        try (InputStream file = Files.newInputStream(pem)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(file);
            if (certificates.isEmpty()) {
                throw new IOException("no certificate in it");
            }
            for (Certificate certificate : certificates) {
                trusted.setCertificateEntry("pem-" + count++, certificate);
            }
        }
        return managers(trusted);
    }

    private static TrustManager[] managers(KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }
}
