package org.portalvoip;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server process that serves the built WAR, as the run command does, on a free port of 127.0.0.1. What it prints is
 * appended to {@code server.log} in its data folder.
 */
public final class Server implements AutoCloseable {
    private static final int SECONDS_TO_START = 150;
    private static final int SECONDS_TO_STOP = 30;

    private final Path data;
    private final int port;
    private final Process process;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private Server(Path data, int port, Process process) {
        this.data = data;
        this.port = port;
        this.process = process;
    }

    /** Starts a server on {@code data} and returns when it serves pages. It logs all that the product has to say. */
    public static Server start(Path data, String... jvmOptions) {
        Path war = Path.of(System.getProperty("voip.war", "target/voip.war"));
        return start(war, "src/test/resources/server-logging.properties", data, jvmOptions);
    }

    /** Starts a server with {@code war} on {@code data}, that logs as the run command does. */
    public static Server startQuiet(Path war, Path data, String... jvmOptions) {
        return start(war, "src/test/resources/benchmark/logging.properties", data, jvmOptions);
    }

    private static Server start(Path war, String logging, Path data, String... jvmOptions) {
        try {
            Path folder = Files.createDirectories(data.toAbsolutePath());
            int port = freePort();
            List<String> command = command(folder, port, List.of(jvmOptions));
            command.addAll(List.of("--deploy", war.toString(), "--logproperties", logging));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            var server = new Server(folder, port, process);
            new Thread(server::readOutput, "output of " + data).start();
            server.ready.orTimeout(SECONDS_TO_START, TimeUnit.SECONDS).join();
            server.refuseFailedDeployment();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #start}, on a folder that is emptied before. */
    public static Server startFresh(Path data, String... jvmOptions) {
        if (Files.exists(data)) {
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return start(data, jvmOptions);
    }

    /** A port of 127.0.0.1 on which nobody listens. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static List<String> command(Path data, int port, List<String> jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dvoip.data-dir=" + data));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", System.getProperty("payara.micro.jar", "target/server/payara-micro.jar")));
        command.addAll(List.of("--contextroot", "voip", "--port", String.valueOf(port)));
        command.addAll(List.of("--nohazelcast", "--disablephonehome"));
        boolean postgresql = jvmOptions.stream().anyMatch(option -> option.startsWith("-Dvoip.database.url="));
        if (postgresql) {
            command.addAll(List.of("--addlibs", "target/server/postgresql.jar"));
        }
        String database = postgresql ? "postgresql" : "h2";
        command.addAll(List.of("--prebootcommandfile", "server-config/payara-micro/preboot-" + database + ".txt"));
        return command;
    }

    private void readOutput() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                var log = Files.newBufferedWriter(log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                log.write(line);
                log.newLine();
                log.flush();
                if (line.contains("ready in")) {
                    ready.complete(null);
                }
            }
            ready.completeExceptionally(new IllegalStateException("The server ended before it was ready: " + log()));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    /** Payara Micro says that it is ready, and goes on running, when the deployment has failed. */
    private void refuseFailedDeployment() throws IOException {
        int status = ((HttpURLConnection) uri("").toURL().openConnection()).getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
            kill();
            throw new IllegalStateException("The portal answers " + status + ": " + log());
        }
    }

    /** The address of {@code path} within the application, for example {@code ""} or {@code "admin/parameters"}. */
    public URI uri(String path) {
        return URI.create("http://localhost:" + port + "/voip/" + path);
    }

    public Path data() {
        return data;
    }

    public long pid() {
        return process.pid();
    }

    /** Everything that servers on this data folder have printed. */
    public Path log() {
        return data.resolve("server.log");
    }

    /** Ends the process as a power cut would. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(null, SECONDS_TO_STOP, TimeUnit.SECONDS)
                .join();
        if (process.isAlive()) {
            kill();
            throw new IllegalStateException("The server did not end in " + SECONDS_TO_STOP + " s");
        }
    }
}
