package org.portalvoip.diagnosis.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The tests of one administrator: one at a time, and ten a minute, because each of them knocks at foreign doors. */
final class Tester {
    static final int MOST_IN_A_MINUTE = 10;

    private final LongSupplier nanoTime;
    private final Deque<Long> starts = new ArrayDeque<>();
    private ConnectionTest last;

    Tester() {
        this(System::nanoTime);
    }

    Tester(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Makes the next test; empty while one runs, and after too many. */
    synchronized Optional<ConnectionTest> next(Supplier<ConnectionTest> making) {
        boolean runs = last != null && !last.isFinished();
        if (runs || !takesOneMore()) {
            return Optional.empty();
        }
        last = making.get();
        return Optional.of(last);
    }

    /** Counts one more test, or a test call of a browser; false after too many within a minute, and then nothing is counted. */
    synchronized boolean takesOneMore() {
        long now = nanoTime.getAsLong();
        starts.removeIf(start -> now - start >= TimeUnit.MINUTES.toNanos(1));
        return starts.size() < MOST_IN_A_MINUTE && starts.add(now);
    }

    synchronized Optional<ConnectionTest> last() {
        return Optional.ofNullable(last);
    }
}
