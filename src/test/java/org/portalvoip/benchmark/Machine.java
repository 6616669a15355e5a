package org.portalvoip.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.portalvoip.testing.server.Server;

/**
 * The machine during a measurement: the server on the first core, this JVM on the second, and how much processor time
 * other programs took.
 */
final class Machine implements AutoCloseable {
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int MILLIS_PER_TICK = 10;
    private static final int IDLE = 4;
    private static final int IO_WAIT = 5;
    private static final int STEAL = 8;

    private final long server;
    private final long begun = System.nanoTime();
    private final Duration busy = busy();
    private final Duration ours;

    Machine(Server server) {
        this.server = server.pid();
        this.ours = ours();
        if (CORES > 1) {
            pin(this.server, "0");
            pin(ProcessHandle.current().pid(), "1");
        }
    }

    private static void pin(long process, String cores) {
        try {
            new ProcessBuilder("taskset", "--all-tasks", "--cpu-list", "--pid", cores, String.valueOf(process))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What other programs took so far. If it is more than 15 % of a core, the figure beside it means nothing. */
    String others() {
        long others = busy().minus(busy).minus(ours().minus(ours)).toNanos();
        return "others took " + Math.max(0, 100 * others / (System.nanoTime() - begun)) + " % of a core";
    }

    /** What all programs together have taken since the machine was started (proc(5), /proc/stat). */
    private static Duration busy() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            String[] fields = lines.findFirst().orElseThrow().split(" +");
            long ticks = Arrays.stream(fields, 1, STEAL + 1)
                            .mapToLong(Long::parseLong)
                            .sum()
                    - Long.parseLong(fields[IDLE])
                    - Long.parseLong(fields[IO_WAIT]);
            return Duration.ofMillis(ticks * MILLIS_PER_TICK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Duration ours() {
        return used(ProcessHandle.current()).plus(used(ProcessHandle.of(server).orElseThrow()));
    }

    /** The processor time of a process so far, in steps of 10 ms. */
    static Duration used(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The memory that a process really holds (proc(5), /proc/pid/status). */
    static double residentMegabytes(long process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process + "/status"))) {
            String resident =
                    lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(resident.replaceAll("\\D", "")) / 1e3;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives this JVM all cores again. */
    @Override
    public void close() {
        pin(ProcessHandle.current().pid(), "0-" + (CORES - 1));
    }
}
