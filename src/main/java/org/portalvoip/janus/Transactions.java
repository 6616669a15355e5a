package org.portalvoip.janus;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.portalvoip.janus.JanusException.Kind;

/**
 * What was asked and not answered yet. Each entry ends on its answer, on a failure, or when {@link #expire} finds it
 * too old: no entry has a timer of its own. Times are {@link System#nanoTime()}.
 */
final class Transactions {

    private record Pending(CompletableFuture<JanusMessage> answer, long asked, long deadline) {}

    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private volatile JanusException closed;

    /** Waits for the answer called {@code name}. */
    CompletableFuture<JanusMessage> expect(String name, long now, Duration limit) {
        CompletableFuture<JanusMessage> answer = new CompletableFuture<>();
        pending.put(name, new Pending(answer, now, now + limit.toNanos()));
        JanusException over = closed;
        if (over != null) {
            fail(name, over);
        }
        return answer;
    }

    /** Whether somebody waited for this answer. */
    boolean settle(String name, JanusMessage answer) {
        Pending asked = name == null ? null : pending.remove(name);
        return asked != null && asked.answer().complete(answer);
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
     * Ends what waited too long.
     *
     * @return whether something among it was asked after {@code heard}, that is: whether since then nobody spoke at all
     */
    boolean expire(long now, long heard) {
        boolean silence = false;
        for (Map.Entry<String, Pending> entry : pending.entrySet()) {
            if (now - entry.getValue().deadline() >= 0) {
                silence |= entry.getValue().asked() - heard > 0;
                fail(entry.getKey(), new JanusException(Kind.NO_ANSWER, "Janus did not answer in time"));
            }
        }
        return silence;
    }
}
