package org.portalvoip.janus;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.portalvoip.janus.JanusException.Kind;

/**
 * What was asked and not answered yet. Each entry ends on its answer, on a failure, or when {@link #expire} finds it
 * too old: no entry has a timer of its own. Times are {@link System#nanoTime()}.
 */
final class Transactions {

    /** What an answer was to us. */
    enum Reception {
        AWAITED,
        TOO_LATE,
        UNASKED
    }

    /** How long it is remembered that something was given up, in nanoseconds. */
    private static final long MEMORY = Duration.ofMinutes(1).toNanos();

    private record Pending(CompletableFuture<JanusMessage> answer, long asked, long deadline, LongSupplier sign) {}

    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private volatile JanusException closed;

    /**
     * Waits for the answer called {@code name}.
     *
     * @param sign when there last was a sign of life on the way that the answer will come
     */
    CompletableFuture<JanusMessage> expect(String name, long now, Duration limit, LongSupplier sign) {
        CompletableFuture<JanusMessage> answer = new CompletableFuture<>();
        pending.put(name, new Pending(answer, now, now + limit.toNanos(), sign));
        JanusException over = closed;
        if (over != null) {
            fail(name, over);
        }
        return answer;
    }

    /** Hands an answer to whom it is for; {@code name} may be null. */
    Reception settle(String name, JanusMessage answer) {
        Pending asked = name == null ? null : pending.remove(name);
        if (asked == null) {
            return Reception.UNASKED;
        }
        return asked.answer().complete(answer) ? Reception.AWAITED : Reception.TOO_LATE;
    }

    void fail(String name, JanusException reason) {
        Pending asked = pending.remove(name);
        if (asked != null) {
            asked.answer().completeExceptionally(reason);
        }
    }

    /** Ends everything that waits, now and from now on. */
    void close(JanusException reason) {
        closed = reason;
        pending.keySet().forEach(name -> fail(name, reason));
    }

    /**
     * Ends what waited too long, unless the far side is silent altogether: then all is over, and to be {@link #close}d.
     *
     * @return whether it is silent: since one of these was asked, it gave no sign of life
     */
    boolean expire(long now) {
        List<Pending> late = pending.values().stream()
                .filter(asked -> now - asked.deadline() >= 0 && !asked.answer().isDone())
                .toList();
        if (late.stream().anyMatch(asked -> asked.asked() - asked.sign().getAsLong() > 0)) {
            return true;
        }
        late.forEach(asked -> asked.answer()
                .completeExceptionally(new JanusException(Kind.NO_ANSWER, "Janus did not answer in time")));
        pending.values().removeIf(asked -> now - asked.deadline() > MEMORY);
        return false;
    }
}
