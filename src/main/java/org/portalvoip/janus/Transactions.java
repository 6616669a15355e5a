package org.portalvoip.janus;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.portalvoip.janus.JanusException.Kind;

/**
 * The requests that are not answered yet. Each ends with its answer, with a failure, or when {@link #expire} finds it
 * too old; none has a timer of its own. Times are {@link System#nanoTime()}.
 */
final class Transactions {

    /** Whether anybody waited for an answer. */
    enum Reception {
        AWAITED,
        UNASKED
    }

    private static final Pattern NAME = Pattern.compile("[0-9]{1,18}-[0-9]+");

    private record Pending(CompletableFuture<JanusMessage> answer, long asked, long deadline) {}

    private final Map<String, Pending> pending = new ConcurrentHashMap<>(1);
    private volatile JanusException closed;

    /** The name of a session's request; the answer to {@code create} says no other way whose it is. */
    static String name(long session, long number) {
        return session + "-" + number;
    }

    /** The session in such a name, or 0 if there is none. */
    static long ownerIn(String name) {
        return name == null || !NAME.matcher(name).matches() ? 0 : Long.parseLong(name.substring(0, name.indexOf('-')));
    }

    /** When the request was made; {@link Long#MIN_VALUE} if none of this name waits. */
    long asked(String name) {
        Pending asked = pending.get(name);
        return asked == null ? Long.MIN_VALUE : asked.asked();
    }

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
        return asked != null && asked.answer().complete(answer) ? Reception.AWAITED : Reception.UNASKED;
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

    /** Fails everything that waits. */
    void failAll(JanusException reason) {
        pending.keySet().forEach(name -> fail(name, reason));
    }

    /** Fails everything that waits, and everything that will. */
    void close(JanusException reason) {
        closed = reason;
        failAll(reason);
    }

    /**
     * Fails what has waited too long, unless the far side is entirely silent: then the caller has to {@link #close}.
     *
     * @param heard until when the far side has read what we asked, as far as it has let us know
     * @return whether it is silent: it has let us know nothing of one of the late requests or of any later one
     */
    boolean expire(long now, long heard) {
        if (pending.isEmpty()) {
            return false;
        }
        List<Map.Entry<String, Pending>> late = pending.entrySet().stream()
                .filter(entry -> now - entry.getValue().deadline() >= 0)
                .toList();
        if (late.stream().anyMatch(entry -> entry.getValue().asked() - heard > 0)) {
            return true;
        }
        late.forEach(entry -> fail(entry.getKey(), new JanusException(Kind.NO_ANSWER, "Janus did not answer in time")));
        return false;
    }
}
