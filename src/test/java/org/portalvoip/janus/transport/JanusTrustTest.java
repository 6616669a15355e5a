package org.portalvoip.janus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portalvoip.janus.transport.TransportException.Kind;

/** With a server that has a self-signed certificate for 127.0.0.1. */
class JanusTrustTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static Path pem;

    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException {
        pem = folder.resolve("janus.pem");
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=janus", "-ext", "san=ip:127.0.0.1");
        keytool("-exportcert", "-rfc", "-file", pem.toString());
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore",
                folder.resolve("keys").toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                "janus"));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).redirectErrorStream(true).start().waitFor())
                .isZero();
    }

    private CompletableFuture<Integer> request(Path trust, String host) throws IOException, GeneralSecurityException {
        SSLServerSocket server = server();
        HttpClient client =
                HttpClient.newBuilder().sslContext(JanusTrust.context(trust)).build();
        return client.sendAsync(
                        HttpRequest.newBuilder(URI.create("https://" + host + ":" + server.getLocalPort()))
                                .build(),
                        BodyHandlers.discarding())
                .thenApply(answer -> answer.statusCode());
    }

    private SSLServerSocket server() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(folder.resolve("keys"))) {
            keys.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> answerOnce(server));
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static void answerOnce(SSLServerSocket server) {
        try (server;
                SSLSocket socket = (SSLSocket) server.accept()) {
            if (socket.getInputStream().read() >= 0) {
                socket.getOutputStream()
                        .write("HTTP/1.1 204 \r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException refused) {
            // The client refused the certificate, as some tests expect.
            return;
        }
    }

    private static Kind failure(CompletableFuture<?> request) {
        return TransportException.from(
                        request.handle((answer, failure) -> failure).join())
                .kind();
    }

    @Test
    void theCertificateInTheFileIsTrusted() throws Exception {
        assertThat(request(pem, "127.0.0.1").join()).isEqualTo(204);
    }

    @Test
    void theCertificateIsNotTrustedWithoutTheFile() throws Exception {
        assertThat(failure(request(null, "127.0.0.1"))).isEqualTo(Kind.UNTRUSTED);
    }

    @Test
    void aTrustedCertificateOfAnotherHostIsRefused() throws Exception {
        assertThat(failure(request(pem, "localhost"))).isEqualTo(Kind.UNTRUSTED);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> JanusTrust.context(folder.resolve("none.pem")))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("none.pem");
    }

    @Test
    void aFileWithoutCertificateIsRefused() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");

        assertThatThrownBy(() -> JanusTrust.context(empty)).isInstanceOf(TransportException.class);
    }
}
