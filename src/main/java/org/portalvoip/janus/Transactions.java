package org.portalvoip.janus;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.portalvoip.janus.JanusException.Kind;

/**
 * The requests that are not answered yet. Each ends with its answer, with a failure, or when {@link #expire} finds it
 * too old; none has a timer of its own. Times are {@link System#nanoTime()}.
 */
final class Transactions {

    /** Whether anybody waited for an answer. */
    enum Reception {
        AWAITED,
        TOO_LATE,
        UNASKED
    }

    /** How long a request that timed out is remembered, in nanoseconds. */
    private static final long MEMORY = Duration.ofMinutes(1).toNanos();

    private record Pending(CompletableFuture<JanusMessage> answer, long asked, long deadline) {}

    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private volatile JanusException closed;

    /** Waits for the answer called {@code name}. */
    CompletableFuture<JanusMessage> expect(String name, long now, Duration limit) {
        CompletableFuture<JanusMessage> answer = new CompletableFuture<>();
        pending.put(name, new Pending(answer, now, now + limit.toNanos()));
        JanusException reason = closed;
        if (reason != null) {
            fail(name, reason);
        }
        return answer;
    }

    /** Hands an answer to whoever waits for it; {@code name} may be null. */
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

    /** Whoever waited for this no longer does, and learns nothing. */
    void forget(String name) {
        pending.remove(name);
    }

    /** Fails everything that waits, and everything that will. */
    void close(JanusException reason) {
        closed = reason;
        pending.keySet().forEach(name -> fail(name, reason));
    }

    /**
     * Fails what has waited too long, unless the far side is entirely silent: then the caller has to {@link #close}.
     *
     * @param heard when the far side last said anything at all
     * @return whether it is silent: it has said nothing since one of the late requests was made
     */
    boolean expire(long now, long heard) {
        List<Pending> late = pending.values().stream()
                .filter(asked -> now - asked.deadline() >= 0 && !asked.answer().isDone())
                .toList();
        if (late.stream().anyMatch(asked -> asked.asked() - heard > 0)) {
            return true;
        }
        late.forEach(asked -> asked.answer()
                .completeExceptionally(new JanusException(Kind.NO_ANSWER, "Janus did not answer in time")));
        pending.values().removeIf(asked -> now - asked.deadline() > MEMORY);
        return false;
    }
}
