package org.portalvoip.testing.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate with its key, and servers that show it. */
public final class OwnCertificate {
    private static final String PASSWORD = "changeit";

    private final Path keys;
    private final Path pem;

    /** @param further arguments of {@code keytool -genkeypair} besides key and name */
    public OwnCertificate(Path folder, String... further) throws IOException, InterruptedException {
        Path own = Files.createTempDirectory(folder, "certificate");
        keys = own.resolve("keys");
        pem = own.resolve("janus.pem");
        keytool(Stream.concat(Stream.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=janus"), Stream.of(further)));
        keytool(Stream.of("-exportcert", "-rfc", "-file", pem.toString()));
    }

    private void keytool(Stream<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                "janus"));
        arguments.forEach(command::add);
        assertThat(new ProcessBuilder(command).redirectErrorStream(true).start().waitFor())
                .isZero();
    }

    /** Trusts the certificate in this file and no other. */
    public static SSLContext trusting(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream file = Files.newInputStream(pem)) {
            store.setCertificateEntry(
                    "trusted", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** The file to trust. */
    public Path pem() {
        return pem;
    }

    /** A socket of 127.0.0.1 that shows it. */
    public SSLServerSocket server() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keys)) {
            store.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
