package org.portalvoip.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.lab.Lab;

/**
 * The nginx from Debian's package with {@code server-config/nginx/voip.conf}, in which only names, addresses and the
 * certificate are replaced. It listens on a free port of two addresses of this machine.
 */
public final class Nginx implements AutoCloseable {
    private static final Path TEMPLATE = Path.of("server-config/nginx/voip.conf");
    private static final Duration TIME_TO_START = Duration.ofSeconds(60);
    private static final int SECONDS_TO_STOP = 10;

    /** The configuration around a file of {@code conf.d}. */
    private static final String FRAME = """
            %s
            daemon off;
            pid nginx.pid;
            error_log error.log;
            events { worker_connections 4096; }
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                include voip.conf;
            }
            """;

    private final Path home;
    private final String scheme;
    private final int port;
    private Process process;

    private Nginx(Path home, String scheme, int port) throws IOException {
        this.home = home;
        this.scheme = scheme;
        this.port = port;
        launch();
    }

    private void launch() throws IOException {
        process = new ProcessBuilder("/usr/sbin/nginx", "-p", home.toString(), "-c", "nginx.conf", "-e", "error.log")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output.log").toFile())
                .start();
        Await.until(TIME_TO_START, () -> Ports.listens(port), listens -> listens);
    }

    /** Reads its configuration again, and serves new connections with it. */
    public void reload() {
        Set<ProcessHandle> before = workers();
        Signals.send("HUP", Stream.of(process.toHandle()));
        Await.until(Await.SOON, this::workers, now -> !before.containsAll(now));
    }

    private Set<ProcessHandle> workers() {
        return process.children().collect(Collectors.toSet());
    }

    /** Ends, with all its connections, and serves the same port anew. */
    public void restart() {
        close();
        try {
            launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it with its files in {@code folder}, in front of {@code server}, with the certificate of {@code lab}. */
    public static Nginx start(Path folder, Server server, Lab lab) {
        return start(folder, lab, server);
    }

    /** As {@link #start(Path, Server, Lab)}, in front of several; 127.0.0.1 gets the first of two while that answers. */
    public static Nginx start(Path folder, Lab lab, Server... servers) {
        return start(folder, lab, "https", Stream.of(servers).mapToInt(server -> server.uri("")
                .getPort()));
    }

    /** As {@link #start(Path, Lab, Server...)}, without TLS, in front of these ports of 127.0.0.1. */
    public static Nginx startInClear(Path folder, Lab lab, int... nodes) {
        return start(folder, lab, "http", IntStream.of(nodes));
    }

    private static Nginx start(Path folder, Lab lab, String scheme, IntStream nodes) {
        String listen = scheme.equals("https") ? " ssl;" : ";";
        try {
            Path home = Files.createDirectories(folder.toAbsolutePath());
            int port = Ports.free();
            String site = Files.readString(TEMPLATE)
                    .replaceAll("server 127.0.0.1:8080(.*)", upstreams(nodes))
                    .replace(
                            "listen 443 ssl;",
                            "listen 127.0.0.1:" + port + listen + " listen 10.99.0.1:" + port + listen)
                    .replace("portal.example", "localhost")
                    .replace("/etc/nginx/tls/portal.pem", lab.certificate().toString())
                    .replace("/etc/nginx/tls/portal.key", lab.certificateKey().toString());
            Files.writeString(home.resolve("voip.conf"), site);
            String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
            Files.writeString(home.resolve("nginx.conf"), FRAME.formatted(user));
            return new Nginx(home, scheme, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String upstreams(IntStream ports) {
        return ports.mapToObj(port -> "server 127.0.0.1:" + port + "$1").collect(Collectors.joining("\n"));
    }

    /** The address of {@code path} within the application as browsers reach it under the name {@code host}. */
    public URI uri(String host, String path) {
        return URI.create(scheme + "://" + host + ":" + port + "/voip/" + path);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(null, SECONDS_TO_STOP, TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
    }
}
