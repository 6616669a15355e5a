package org.portalvoip.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalvoip.login.HashQueue.Lane;
import org.portalvoip.testing.Await;

/** Who waits for a password hash, and behind whom. */
class HashQueueTest {
    private static final int CROWD = 40;

    /** Whoever waits does so for as long as the test takes. */
    private final HashQueue queue = new HashQueue(Duration.ofMinutes(1));

    private final ExecutorService callers = Executors.newFixedThreadPool(2 * CROWD);
    private final CountDownLatch longHash = new CountDownLatch(1);

    @AfterEach
    void letEverybodyGo() {
        longHash.countDown();
        callers.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void inEachLaneOneComputesAFewWaitAndTheRestIsTurnedAway(Lane lane) throws Exception {
        AtomicInteger computing = new AtomicInteger();
        List<Future<Optional<Integer>>> attempts = crowd(lane, computing);

        Await.until(Await.SOON, () -> turnedAway(attempts), turned -> turned == CROWD - 1 - HashQueue.MOST_WAITING);

        assertThat(computing).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void aCrowdInOneLaneKeepsNobodyOutOfAnother(Lane lane) throws Exception {
        AtomicInteger computing = new AtomicInteger();
        crowd(lane, computing);
        Await.until(Await.SOON, computing::get, count -> count == 1);

        for (Lane other : Lane.values()) {
            if (other != lane) {
                assertThat(queue.compute(other, () -> "hash")).contains("hash");
            }
        }
    }

    /** So they cost an eighth of a core together. */
    @ParameterizedTest
    @CsvSource({"STRANGER, STRANGER", "STRANGER, LATE", "LATE, STRANGER", "LATE, LATE"})
    void strangersWaitSevenTimesAsLongAsTheOneBeforeThemTook(Lane first, Lane second) {
        Work before = queue.compute(first, Work::new).orElseThrow();
        for (Lane lane : List.of(second, first, second)) {
            Work next = queue.compute(lane, Work::new).orElseThrow();
            assertThat(next.begun - before.end).isGreaterThanOrEqualTo(before.rest());
            before = next;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STRANGER", "LATE"})
    void ofTwoStrangersAtTheSameTimeTheSecondWaitsForTheFirst(Lane lane) throws Exception {
        Work before = queue.compute(Lane.STRANGER, Work::new).orElseThrow();
        Future<Optional<Work>> one = callers.submit(() -> queue.compute(Lane.STRANGER, Work::new));
        Future<Optional<Work>> other = callers.submit(() -> queue.compute(lane, Work::new));

        long apart = Math.abs(one.get().orElseThrow().begun - other.get().orElseThrow().begun);
        assertThat(apart).isGreaterThanOrEqualTo(before.rest());
    }

    @Test
    void whoReturnsWaitsForNoRest() {
        Work before = queue.compute(Lane.RETURNING, Work::new).orElseThrow();
        Work next = queue.compute(Lane.RETURNING, Work::new).orElseThrow();

        assertThat(next.begun - before.end).isLessThan(7 * (before.end - before.begun));
    }

    @Test
    void aHashThatFailsGivesItsTurnBack() {
        assertThat(callers.submit(() -> queue.compute(Lane.STRANGER, () -> {
                    throw new IllegalStateException("no hash");
                })))
                .failsWithin(Duration.ofSeconds(5));
        assertThat(queue.compute(Lane.STRANGER, () -> true)).contains(true);
    }

    /** What a hash does, as far as the queue can tell: takes time. */
    private static final class Work {
        private final long begun = System.nanoTime();
        private final long end;

        Work() {
            long enough = begun + TimeUnit.MILLISECONDS.toNanos(40);
            while (System.nanoTime() < enough) {
                Thread.onSpinWait();
            }
            end = System.nanoTime();
        }

        /** What strangers owe after it; on a busy machine it may take far more than its 40 ms. */
        long rest() {
            return Math.min(HashQueue.LONGEST_REST.toNanos(), 7 * (end - begun));
        }
    }

    private List<Future<Optional<Integer>>> crowd(Lane lane, AtomicInteger computing) {
        List<Future<Optional<Integer>>> attempts = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            attempts.add(callers.submit(() -> queue.compute(lane, () -> {
                int count = computing.incrementAndGet();
                awaitTheEnd();
                return count;
            })));
        }
        return attempts;
    }

    private void awaitTheEnd() {
        try {
            longHash.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long turnedAway(List<Future<Optional<Integer>>> attempts) {
        return attempts.stream()
                .filter(Future::isDone)
                .filter(attempt -> {
                    try {
                        return attempt.get().isEmpty();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .count();
    }
}
