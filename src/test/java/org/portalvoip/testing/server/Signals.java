package org.portalvoip.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** System signals for processes of the tests. */
public final class Signals {
    private Signals() {}

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
