package org.portalvoip.testing.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The Prometheus from Debian's package with {@code server-config/monitoring/prometheus.yml}, in which only the address of the
 * node and the time between two looks are replaced.
 */
public final class Prometheus implements AutoCloseable {
    public static final Path MONITORING = Path.of("server-config/monitoring");
    private static final int SECONDS_TO_STOP = 10;
    private static final int SECONDS_TO_CHECK = 60;

    private static final JsonObject NOT_YET =
            Json.createObjectBuilder().add("status", "away").build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final Process process;

    private Prometheus(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** Starts it with its files in the folder {@code home}; it looks at {@code server} every second. */
    public static Prometheus start(Path home, Server server) {
        try {
            Path folder = Files.createDirectories(home.toAbsolutePath());
            String all = Files.readString(MONITORING.resolve("prometheus.yml"))
                    .replace("localhost:8080", server.uri("").getAuthority())
                    .replaceAll("interval: \\d+s", "interval: 1s")
                    .replace(
                            "voip-alerts.yml",
                            MONITORING
                                    .resolve("voip-alerts.yml")
                                    .toAbsolutePath()
                                    .toString());
            Files.writeString(folder.resolve("prometheus.yml"), all);
            int port = Ports.free();
            Process process = new ProcessBuilder(
                            "/usr/bin/prometheus",
                            "--config.file=prometheus.yml",
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.log").toFile())
                    .start();
            return new Prometheus(port, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it answers to {@code query}; a status other than {@code success} while it does not listen yet. */
    public JsonObject query(String query) {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query=" + URLEncoder.encode(query, UTF_8));
        try {
            var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            return answer.headers().firstValue("Content-Type").orElse("").equals("application/json")
                    ? Json.createReader(new StringReader(answer.body())).readObject()
                    : NOT_YET;
        } catch (IOException notYet) {
            return NOT_YET;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What {@code promtool} says with these arguments; fails unless it succeeds. Reads {@code input}. */
    public static String promtool(String input, String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "/usr/bin/promtool";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = tool.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        String said = new String(tool.getInputStream().readAllBytes(), UTF_8);
        if (!tool.waitFor(SECONDS_TO_CHECK, TimeUnit.SECONDS) || tool.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + said);
        }
        return said;
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
