package org.portalvoip.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.portalvoip.testing.server.Ports;

/** The tests' fake Janus in a separate process, so that its memory and threads do not count as the driver's. */
final class FakeJanusProcess implements AutoCloseable {
    private static final String MAIN = "org.portalvoip.janus.FakeJanus";
    private static final Duration TIME_TO_START = Duration.ofSeconds(20);

    private final int port;
    private final Process process;

    private FakeJanusProcess(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    static FakeJanusProcess start() {
        try {
            int port = Ports.free();
            String java = ProcessHandle.current().info().command().orElse("java");
            String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            Process process = new ProcessBuilder(
                            java, "-cp", classes, MAIN, String.valueOf(port), String.valueOf(Ports.free()))
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target/benchmark/fake-janus.log").toFile())
                    .start();
            Instant deadline = Instant.now().plus(TIME_TO_START);
            while (!Ports.listens(port)) {
                if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("The fake Janus does not start, see target/benchmark");
                }
            }
            return new FakeJanusProcess(port, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return URI.create("ws://127.0.0.1:" + port + "/");
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
