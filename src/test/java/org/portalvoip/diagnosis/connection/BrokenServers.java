package org.portalvoip.diagnosis.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.portalvoip.testing.lab.AlteredJanus;
import org.portalvoip.testing.lab.Lab;
import org.portalvoip.testing.lab.OldTlsServer;
import org.portalvoip.testing.lab.OtherJanus;
import org.portalvoip.testing.lab.OwnCertificate;
import org.portalvoip.testing.lab.Relay;

/** What may be wrong at the servers in 324, each wrong in its own way, as stumbling blocks of the screen. */
final class BrokenServers implements AutoCloseable {
    private static final String HERE = "san=ip:127.0.0.1";
    private static final String VERSION = "\"version_string\":\"[^\"]*\"";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Lab lab;
    private final Path trust;
    private final Path folder;

    /** @param trust the file in {@code voip.janus.trust}, which gets some certificates more */
    BrokenServers(Lab lab, Path trust) throws IOException {
        this.lab = lab;
        this.trust = trust;
        this.folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "broken");
    }

    /** All of them, in as many tests as their time needs. */
    List<StumblingBlock> all() throws IOException, InterruptedException, GeneralSecurityException {
        return List.of(certificates(), networks(), strangers(), januses(), silence());
    }

    private StumblingBlock certificates() throws IOException, InterruptedException, GeneralSecurityException {
        Map<String, Finding> wrong = new TreeMap<>();
        wrong.put(trusted("-startdate", "-10d", "-validity", "5", "-ext", HERE), Finding.TLS_EXPIRED);
        wrong.put(trusted("-startdate", "+10d", "-validity", "5", "-ext", HERE), Finding.TLS_NOT_YET_VALID);
        wrong.put(trusted("-ext", "san=dns:janus.example"), Finding.TLS_OTHER_NAME);
        wrong.put(trusted("-validity", "5", "-ext", HERE), Finding.TLS_EXPIRES_SOON);
        wrong.put(shown(new OwnCertificate(folder, "-ext", HERE)), Finding.TLS_UNKNOWN_ISSUER);
        wrong.put(kept(OldTlsServer.start(lab)).address(), Finding.TLS_FAILED);
        return block(wrong);
    }

    private String trusted(String... certificate) throws IOException, InterruptedException, GeneralSecurityException {
        OwnCertificate own = new OwnCertificate(folder, certificate);
        Files.writeString(trust, Files.readString(own.pem()), StandardOpenOption.APPEND);
        return shown(own);
    }

    private String shown(OwnCertificate certificate) throws IOException, GeneralSecurityException {
        ServerSocket server = kept(certificate.server());
        hangUpOnAll(server);
        return "wss://127.0.0.1:" + server.getLocalPort();
    }

    private StumblingBlock networks() throws IOException {
        Relay fromElsewhere = kept(Relay.at(InetAddress.getByName("10.99.0.1"), 8188));
        return block(Map.of(
                "wss://192.0.2.1:8989",
                Finding.TCP_FAILED,
                "wss://" + StumblingBlock.SILENT + ":8989",
                Finding.NAME_SILENT,
                "ws://127.0.0.1:" + full(),
                Finding.TCP_SILENT,
                "ws://10.99.0.1:" + fromElsewhere.port(),
                Finding.IN_CLEAR));
    }

    /** A port where too many wait already, so that Linux answers nothing: as behind a firewall. */
    private int full() throws IOException {
        ServerSocket server = kept(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        boolean free = true;
        while (free) {
            Socket waiting = kept(new Socket());
            try {
                waiting.connect(server.getLocalSocketAddress(), 200);
            } catch (IOException full) {
                free = false;
            }
        }
        return server.getLocalPort();
    }

    private StumblingBlock strangers() throws IOException {
        ServerSocket stranger = kept(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
        hangUpOnAll(stranger);
        return block(Map.of(
                "ws://127.0.0.1:" + stranger.getLocalPort(),
                Finding.JANUS_NONE,
                "ws://127.0.0.1:5061",
                Finding.JANUS_SILENT));
    }

    private StumblingBlock januses() {
        Map<String, Finding> wrong = new TreeMap<>();
        wrong.put(telling("\"version_string\":\"0.11.8\""), Finding.JANUS_OLD);
        wrong.put(telling("\"another\":\"1.1.2\""), Finding.JANUS_UNTOLD);
        wrong.put(other(text -> text.replaceAll("api_secret = \"[^\"]*", "$0x")), Finding.LINE_API_SECRET);
        wrong.put(
                other(text -> text.replace("\"libjanus_audiobridge.so", "\"libjanus_sip.so,libjanus_audiobridge.so")),
                Finding.LINE_NO_SIP_PLUGIN);
        wrong.put(other(set("session_timeout", "0")), Finding.JANUS_SESSION_TIMEOUT_OFF);
        wrong.put(other(set("session_timeout", "20")), Finding.JANUS_SESSION_TIMEOUT);
        wrong.put(other(set("reclaim_session_timeout", "0")), Finding.JANUS_RECLAIM_SESSION_TIMEOUT);
        return block(wrong);
    }

    private static UnaryOperator<String> set(String setting, String seconds) {
        return text -> text.replaceAll("(?m)^( +" + setting + " = )\\d+", "$1" + seconds);
    }

    private String other(UnaryOperator<String> change) {
        return kept(OtherJanus.start(lab, change)).address();
    }

    private String telling(String version) {
        return kept(AlteredJanus.start(answer -> answer.replaceAll(VERSION, version)))
                .address();
    }

    private StumblingBlock silence() throws IOException {
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ServerSocket silent = kept(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
            addresses.add("ws://127.0.0.1:" + silent.getLocalPort());
        }
        return new StumblingBlock(Map.of(324, String.join(",", addresses)), List.of(Finding.TIME_IS_UP));
    }

    private static StumblingBlock block(Map<String, Finding> wrong) {
        return new StumblingBlock(Map.of(324, String.join(",", wrong.keySet())), List.copyOf(wrong.values()));
    }

    private static void hangUpOnAll(ServerSocket server) {
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read();
                } catch (IOException refused) {
                    // Whoever only connects, or does not like what it sees, leaves.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private <T extends AutoCloseable> T kept(T opened) {
        open.push(opened);
        return opened;
    }

    @Override
    public void close() {
        for (AutoCloseable opened : open) {
            try {
                opened.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
