package org.portalvoip.janus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portalvoip.janus.transport.TransportException.Kind;
import org.portalvoip.testing.lab.OwnCertificate;

/** With a server that has a self-signed certificate for 127.0.0.1. */
class JanusTrustTest {

    @TempDir
    private static Path folder;

    private static OwnCertificate certificate;
    private static Path pem;

    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException {
        certificate = new OwnCertificate(folder, "-ext", "san=ip:127.0.0.1");
        pem = certificate.pem();
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
        SSLServerSocket server = certificate.server();
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
