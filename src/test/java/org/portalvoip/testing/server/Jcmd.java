package org.portalvoip.testing.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What a Java process of this machine says about itself, as {@code jcmd} prints it, or why it could not. */
public final class Jcmd {
    private static final String PROGRAM =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();

    private Jcmd() {}

    /** What its threads are doing. */
    public static String threads(long pid) {
        return ask(pid, "Thread.print");
    }

    /** How many objects of each class it has, without what a collection would free at this moment. */
    public static String objects(long pid) {
        return ask(pid, "GC.class_histogram");
    }

    private static String ask(long pid, String question) {
        try {
            Process process = new ProcessBuilder(PROGRAM, Long.toString(pid), question)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
