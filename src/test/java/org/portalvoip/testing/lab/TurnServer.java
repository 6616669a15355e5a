package org.portalvoip.testing.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.portalvoip.testing.Await;

/** Debian's coturn at {@link #ADDRESS}, with the configuration that the admin guide recommends. */
public final class TurnServer implements AutoCloseable {
    /** Where it listens: port 3478, and 443 for TLS; the only address that it relays to is Janus's, which is the same. */
    public static final String ADDRESS = "10.99.0.1";

    private static final Pattern OF_THE_GUIDE =
            Pattern.compile("`/etc/turnserver\\.conf`:\\s+```\\s(.*?)```", Pattern.DOTALL);
    private static final int SECONDS_TO_STOP = 5;

    private final Process process;
    private final Path log;

    private TurnServer(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Makes a certificate in {@code folder}; returns how Chromium must be started so that it trusts it. */
    public static String certify(Path folder) {
        try {
            Files.createDirectories(folder);
            run(
                    folder,
                    List.of(
                            "openssl",
                            "req",
                            "-x509",
                            "-newkey",
                            "rsa:2048",
                            "-nodes",
                            "-days",
                            "30",
                            "-subj",
                            "/CN=turn"),
                    List.of("-addext", "subjectAltName=IP:" + ADDRESS, "-keyout", "turn.key", "-out", "turn.pem"));
            try (var pem = Files.newInputStream(folder.resolve("turn.pem"))) {
                byte[] key = CertificateFactory.getInstance("X.509")
                        .generateCertificate(pem)
                        .getPublicKey()
                        .getEncoded();
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
                return "--ignore-certificate-errors-spki-list="
                        + Base64.getEncoder().encodeToString(hash);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Path folder, List<String> command, List<String> more) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(more);
        Process process = new ProcessBuilder(all)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("openssl failed, see " + folder);
        }
    }

    /**
     * Starts it, after {@link #certify}.
     *
     * @param secret that the portal has, too
     * @param more lines of the configuration
     */
    public static TurnServer start(Path folder, String secret, String... more) {
        try {
            Files.writeString(folder.resolve("turnserver.conf"), configuration(folder, secret, more));
            Path log = folder.resolve("turnserver.log");
            Process process = new ProcessBuilder("turnserver", "-c", "turnserver.conf")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            TurnServer server = new TurnServer(process, log);
            Await.log(log, "Total General servers");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String configuration(Path folder, String secret, String... more) throws IOException {
        Matcher guide = OF_THE_GUIDE.matcher(Files.readString(Path.of("src/site/markdown/admin-guide.md")));
        if (!guide.find()) {
            throw new IllegalStateException("The guide has no configuration of coturn");
        }
        String lines = guide.group(1)
                .replaceAll("198\\.51\\.100\\.[78]", ADDRESS)
                .replace("/etc/coturn/fullchain.pem", folder.resolve("turn.pem").toString())
                .replace("/etc/coturn/privkey.pem", folder.resolve("turn.key").toString())
                .replaceAll("static-auth-secret=.*", "static-auth-secret=" + secret);
        return lines + String.join("\n", more) + "\nlog-file=stdout\npidfile=" + folder.resolve("turn.pid")
                + "\nuserdb=" + folder.resolve("turn.db") + "\n";
    }

    /** What it has printed. */
    public String log() {
        return Await.log(log);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(null, SECONDS_TO_STOP, TimeUnit.SECONDS)
                .join();
        process.destroyForcibly().onExit().join();
    }
}
