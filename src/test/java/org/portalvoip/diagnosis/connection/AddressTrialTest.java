package org.portalvoip.diagnosis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.transport.CertificateCheck;
import org.portalvoip.testing.lab.OwnCertificate;

/** What a connection test finds at an address in 324 before it asks whether Janus is there. */
class AddressTrialTest {
    private static final String HERE = "san=ip:127.0.0.1";

    @TempDir
    private static Path folder;

    private final TestReport report = new TestReport();

    /** Whether a server that shows this certificate is reached. */
    private boolean reaches(OwnCertificate shown) throws Exception {
        try (SSLServerSocket server = shown.server()) {
            Thread thread = new Thread(() -> serve(server));
            thread.setDaemon(true);
            thread.start();
            return trial(server, shown.pem(), Duration.ofSeconds(20)).reaches();
        }
    }

    private AddressTrial trial(ServerSocket server, Path trust, Duration limit) {
        Deadline deadline = new Deadline(limit);
        return new AddressTrial(
                JanusAddress.parse("wss://127.0.0.1:" + server.getLocalPort() + "/janus"),
                new Names(Runnable::run, report, deadline),
                new CertificateCheck(trust),
                report,
                deadline);
    }

    private static void serve(SSLServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().read();
            } catch (IOException refused) {
                // Whoever only connects, or does not like what it sees, leaves.
            }
        }
    }

    private List<Remark> remarks() {
        return report.steps().get(2).remarks();
    }

    @ParameterizedTest
    @CsvSource({
        "-10d, 5, " + HERE + ", TLS_EXPIRED",
        "+10d, 5, " + HERE + ", TLS_NOT_YET_VALID",
        "-1d, 30, san=dns:janus.example, TLS_OTHER_NAME"
    })
    void aCertificateThatIsNoGoodIsToldForWhatItIs(String start, String days, String name, Finding finding)
            throws Exception {
        boolean reached = reaches(new OwnCertificate(folder, "-startdate", start, "-validity", days, "-ext", name));

        assertThat(reached).isFalse();
        assertThat(remarks()).extracting(Remark::finding).containsExactly(finding);
        assertThat(remarks().get(0).arguments()).startsWith("CN=janus", "CN=janus");
    }

    @Test
    void aCertificateThatEndsSoonIsGoodAndSaysUntilWhen() throws Exception {
        assertThat(reaches(new OwnCertificate(folder, "-validity", "5", "-ext", HERE)))
                .isTrue();

        assertThat(remarks())
                .extracting(Remark::finding)
                .containsExactly(Finding.TLS_TRUSTED, Finding.TLS_EXPIRES_SOON);
        assertThat(LocalDate.parse(remarks().get(1).arguments().get(2)))
                .isBetween(
                        LocalDate.now(ZoneOffset.UTC),
                        LocalDate.now(ZoneOffset.UTC).plusDays(6));
    }

    /** As behind a firewall: Linux answers nothing to who wants to connect where too many wait already. */
    @Test
    void anAddressThatSaysNothingIsTold() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            while (connects(full, waiting)) {
                assertThat(waiting).hasSizeLessThan(100);
            }

            assertThat(trial(full, null, Duration.ofSeconds(1)).reaches()).isFalse();

            assertThat(report.steps().get(1).remarks())
                    .extracting(Remark::finding)
                    .containsExactly(Finding.TCP_SILENT);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    private static boolean connects(ServerSocket server, List<Socket> all) throws IOException {
        Socket socket = new Socket();
        all.add(socket);
        try {
            socket.connect(server.getLocalSocketAddress(), 200);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }
}
