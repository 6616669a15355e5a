package org.portalvoip.testing.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Java process of this machine says about itself, as {@code jcmd} prints it, or why it could not. */
public final class Jcmd {
    private static final String PROGRAM =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();

    private static final Pattern THREAD_NAME = Pattern.compile("(?m)^\"(.*?)\" ");

    private Jcmd() {}

    /** What its threads are doing. */
    public static String threads(long pid) {
        return ask(pid, "Thread.print");
    }

    /** How many objects of each class it has, without what a collection would free at this moment. */
    public static String objects(long pid) {
        return ask(pid, "GC.class_histogram");
    }

    /** The names of its threads. */
    public static List<String> threadNames(long pid) {
        return THREAD_NAME
                .matcher(threads(pid))
                .results()
                .map(name -> name.group(1))
                .toList();
    }

    /** How many objects of {@code type} it has, as {@link #objects} counts them. */
    public static int count(long pid, Class<?> type) {
        Matcher count = Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +" + Pattern.quote(type.getName()) + "(?= |$)")
                .matcher(objects(pid));
        return count.find() ? Integer.parseInt(count.group(1)) : 0;
    }

    private static String ask(long pid, String question) {
        try {
            Process process = new ProcessBuilder(java.util.stream.Stream.concat(
                                    java.util.stream.Stream.of(PROGRAM, Long.toString(pid)),
                                    java.util.stream.Stream.of(question))
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
