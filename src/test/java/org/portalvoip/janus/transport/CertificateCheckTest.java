package org.portalvoip.janus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portalvoip.janus.transport.CertificateCheck.Fault;
import org.portalvoip.janus.transport.CertificateCheck.Report;
import org.portalvoip.testing.lab.OwnCertificate;

class CertificateCheckTest {
    private static final String HERE = "san=ip:127.0.0.1";
    private static final Duration LONGEST = Duration.ofSeconds(5);

    @TempDir
    private static Path folder;

    private static OwnCertificate good;

    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException {
        good = new OwnCertificate(folder, "-ext", HERE, "-validity", "30");
    }

    private static Report check(OwnCertificate shown, Path trust, String name) throws Exception {
        try (SSLServerSocket server = shown.server()) {
            Thread thread = new Thread(() -> shakeHands(server));
            thread.setDaemon(true);
            thread.start();
            return check(server, trust, name);
        }
    }

    private static Report check(ServerSocket server, Path trust, String name) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
        return new CertificateCheck(trust).of(address, name, LONGEST);
    }

    private static void shakeHands(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read();
        } catch (IOException refused) {
            // The client did not like what it saw.
        }
    }

    private static Fault faultOf(String... certificate) throws Exception {
        OwnCertificate shown = new OwnCertificate(folder, certificate);
        return check(shown, shown.pem(), "127.0.0.1").fault();
    }

    @Test
    void aTrustedOneIsDescribed() throws Exception {
        Report report = check(good, good.pem(), "127.0.0.1");

        assertThat(report.fault()).isEqualTo(Fault.NONE);
        assertThat(report.subject()).isEqualTo("CN=janus");
        assertThat(report.issuer()).isEqualTo("CN=janus");
        assertThat(report.until())
                .isBetween(
                        Instant.now().plus(29, ChronoUnit.DAYS), Instant.now().plus(31, ChronoUnit.DAYS));
        assertThat(report.words()).isNull();
    }

    @Test
    void oneThatNobodyHasSignedIsShownAllTheSame() throws Exception {
        Report report = check(good, null, "127.0.0.1");

        assertThat(report.fault()).isEqualTo(Fault.UNKNOWN_ISSUER);
        assertThat(report.issuer()).isEqualTo("CN=janus");
        assertThat(report.words()).isNotEmpty();
    }

    @Test
    void oneForAnotherNameIsTold() throws Exception {
        assertThat(check(good, good.pem(), "localhost").fault()).isEqualTo(Fault.OTHER_NAME);
        assertThat(faultOf("-ext", "san=dns:janus.example")).isEqualTo(Fault.OTHER_NAME);
    }

    @Test
    void oneWhoseTimeIsOverOrHasNotComeIsTold() throws Exception {
        assertThat(faultOf("-ext", HERE, "-startdate", "-10d", "-validity", "5"))
                .isEqualTo(Fault.EXPIRED);
        assertThat(faultOf("-ext", HERE, "-startdate", "+10d", "-validity", "5"))
                .isEqualTo(Fault.NOT_YET_VALID);
    }

    private static Fault faultOfWhoAnswers(byte[] answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answer(server, answer));
            thread.setDaemon(true);
            thread.start();
            return check(server, null, "127.0.0.1").fault();
        }
    }

    @Test
    void aServerThatSpeaksPlainHttpSpeaksNoTls() throws Exception {
        byte[] answer = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(faultOfWhoAnswers(answer)).isEqualTo(Fault.NOT_TLS);
    }

    /** The ServerHello of TLS 1.1, which a server sends that is too old to know how newer versions are offered. */
    @Test
    void aServerThatSpeaksOnlyAnOldVersionSpeaksTls() throws Exception {
        byte[] hello =
                HexFormat.of().parseHex("160302002a" + "02000026" + "0302" + "00".repeat(32) + "00" + "c013" + "00");
        assertThat(faultOfWhoAnswers(hello)).isEqualTo(Fault.FAILED);
    }

    private static void answer(ServerSocket server, byte[] answer) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(answer);
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // The client has seen enough.
        }
    }

    @Test
    void aFileOfTrustedCertificatesThatIsNoneIsTold() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");

        assertThat(check(good, empty, "127.0.0.1").fault()).isEqualTo(Fault.TRUST_FILE);
    }

    @Test
    void whereNobodyListensThereIsNothingToTell() throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.close();

        assertThatThrownBy(() -> check(server, null, "127.0.0.1")).isInstanceOf(IOException.class);
    }
}
