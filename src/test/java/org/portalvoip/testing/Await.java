package org.portalvoip.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Waits for a state of something that cannot report the state by itself. */
public final class Await {
    /** For what is on its way already: a message, an event, the end of a call. No promise: the machine may be busy. */
    public static final Duration SOON = Duration.ofSeconds(15);

    /** For what takes several steps, or a reconnection, on a machine that is busy with other tests. */
    public static final Duration PATIENTLY = Duration.ofSeconds(30);

    /** More often would take the processor from what is waited for: a look may be a request to a starting server. */
    private static final long NANOS_BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(20);

    private Await() {}

    /**
     * Looks until {@code wanted} is true for what it sees; once more when the time is up, because a look may be slow.
     *
     * @return what it saw then
     * @throws AssertionError with what it saw last, when the time is up
     */
    public static <T> T until(Duration limit, Supplier<T> look, Predicate<T> wanted) {
        long end = System.nanoTime() + limit.toNanos();
        boolean last = false;
        T seen = look.get();
        while (!wanted.test(seen)) {
            if (last) {
                throw new AssertionError("Not within " + limit + "; seen last: " + seen);
            }
            LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
            last = System.nanoTime() > end;
            seen = look.get();
        }
        return seen;
    }

    /**
     * Waits until {@code log} contains each of {@code words}: a line may be written after the state that it tells of can
     * be seen.
     *
     * @return the whole log
     */
    public static String log(Path log, String... words) {
        until(PATIENTLY, () -> missing(log, words), String::isEmpty);
        return text(log);
    }

    private static String missing(Path log, String... words) {
        String text = text(log);
        return Stream.of(words)
                .filter(word -> !text.contains(word))
                .map(word -> log + " lacks " + word)
                .collect(Collectors.joining(", "));
    }

    private static String text(Path log) {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
