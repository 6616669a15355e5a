package org.portalvoip.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** System signals for processes of the tests. */
public final class Signals {
    private Signals() {}

    /** Whether each thread of {@code process} is stopped by a signal. */
    static boolean isStopped(ProcessHandle process) {
        try (Stream<Path> threads = Files.list(folder(process).resolve("task"))) {
            return threads.allMatch(thread -> "TZ".contains(state(thread)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether {@code process} has ended, even if nobody has asked for its exit code yet. */
    public static boolean hasEnded(ProcessHandle process) {
        return "Z".equals(state(folder(process)));
    }

    private static Path folder(ProcessHandle process) {
        return Path.of("/proc", Long.toString(process.pid()));
    }

    /** It stands behind the name, which may contain anything (proc_pid_stat(5)). */
    private static String state(Path process) {
        try {
            return Files.readString(process.resolve("stat"))
                    .replaceFirst("(?s).*\\) ", "")
                    .substring(0, 1);
        } catch (IOException reaped) {
            return "Z";
        }
    }

    /** Sends {@code signal}, for example {@code KILL}, to all of {@code processes} at once. */
    public static void send(String signal, Stream<ProcessHandle> processes) {
        String pids = processes.map(process -> " " + process.pid()).collect(Collectors.joining());
        try {
            // A process may have ended already, which is not a failure.
            new ProcessBuilder("sh", "-c", "kill -" + signal + pids)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
