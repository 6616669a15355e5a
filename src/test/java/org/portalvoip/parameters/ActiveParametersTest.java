package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.portalvoip.sip.Extension;
import org.portalvoip.testing.LogCapture;

/** Which set is in force after saves, and whom it is told, however they cross. */
@Timeout(30)
@SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
class ActiveParametersTest extends RulesOfASet {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final ActiveParameters active = new ActiveParameters();
    private final List<ParametersInForce> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        active.inForce = new FakeEvent<>(told::add);
    }

    @Test
    void ofTwoCommitsReportedInOrderTheLaterStays() {
        active.saved(save("0801", 1));
        active.saved(save("0802", 2));

        assertThat(active.current().extension()).isEqualTo(new Extension("0802"));
        assertThat(told).extracting(ParametersInForce::revision).containsExactly(1L, 2L);
    }

    @Test
    void ofTwoCommitsReportedInReverseTheLaterStays() {
        active.saved(save("0802", 2));
        active.saved(save("0801", 1));

        assertThat(active.current().extension()).isEqualTo(new Extension("0802"));
        assertThat(told).extracting(ParametersInForce::revision).containsExactly(2L);
    }

    @Test
    void theOrderOfSavesMayOverflow() {
        active.saved(new ParametersChanged(extension("0801", 1), Long.MAX_VALUE));
        active.saved(new ParametersChanged(extension("0802", 2), Long.MIN_VALUE));

        assertThat(active.current().extension()).isEqualTo(new Extension("0802"));
    }

    @Test
    void whatWasReadBeforeASaveDoesNotReplaceIt() {
        ActiveState before = active.state();
        active.saved(save("0802", 2));

        active.take(before, extension("0801", 1));

        assertThat(active.current().extension()).isEqualTo(new Extension("0802"));
        assertThat(told).extracting(ParametersInForce::revision).containsExactly(2L);
    }

    @Test
    void whatASaveAndALookBothReportIsToldOnce() {
        StoredParameters stored = stored(2);
        active.saved(new ParametersChanged(stored, 2));

        active.take(active.state(), stored);

        assertThat(told).hasSize(1);
        assertThat(active.state().isSettledAt(stored.content())).isTrue();
    }

    @Test
    void noLockIsHeldWhileAnObserverWorks() throws Exception {
        var observing = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        active.inForce = new FakeEvent<>(set -> {
            told.add(set);
            observing.countDown();
            await(goOn);
        });
        try (var slow = new Threads(1)) {
            Future<?> first = slow.submit(() -> active.saved(save("0801", 1)));
            await(observing);

            active.saved(save("0802", 2));
            active.saved(save("0803", 3));
            assertThat(active.current().extension()).isEqualTo(new Extension("0803"));
            goOn.countDown();
            first.get();
        }
        assertThat(told).extracting(ParametersInForce::revision).containsExactly(1L, 3L);
    }

    @Test
    void observersAreToldOneAtATimeAndTheNewestLast() throws Exception {
        var inside = new AtomicInteger();
        var crowded = new AtomicInteger();
        active.inForce = new FakeEvent<>(set -> {
            crowded.accumulateAndGet(inside.incrementAndGet(), Math::max);
            told.add(set);
            inside.decrementAndGet();
        });
        List<ParametersChanged> saves = IntStream.rangeClosed(1, 2_000)
                .mapToObj(i -> new ParametersChanged(stored(i), i))
                .toList();
        try (var threads = new Threads(8)) {
            List<Future<?>> all = saves.stream()
                    .<Future<?>>map(save -> threads.submit(() -> active.saved(save)))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(crowded).hasValue(1);
        assertThat(active.state().inForce().revision()).isEqualTo(saves.size());
        assertThat(told.get(told.size() - 1)).isEqualTo(active.state().inForce());
        assertThat(told).extracting(ParametersInForce::revision).isSorted();
    }

    @Test
    void anObserverThatSavesIsToldOfItsOwnSave() {
        active.inForce = new FakeEvent<>(set -> {
            told.add(set);
            if (set.revision() == 1) {
                active.saved(save("0802", 2));
            }
        });

        active.saved(save("0801", 1));

        assertThat(told).extracting(ParametersInForce::revision).containsExactly(1L, 2L);
    }

    @Test
    void anObserverThatFailsIsToldTheNextTime() {
        active.inForce = new FakeEvent<>(set -> {
            told.add(set);
            throw new AssertionError("on purpose");
        });
        try (var log = new LogCapture(ActiveParameters.class)) {
            active.saved(save("0801", 1));
            active.saved(save("0802", 2));

            assertThat(told).hasSize(2);
            assertThat(log.messages(Level.SEVERE)).hasSize(2);
        }
    }

    private ParametersChanged save(String extension, long order) {
        return new ParametersChanged(extension(extension, order), order);
    }

    private StoredParameters extension(String extension, long revision) {
        values.put(Parameter.EXTENSION, extension);
        return stored(revision);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Threads that end with the block. */
    private record Threads(ExecutorService pool) implements AutoCloseable {
        Threads(int number) {
            this(Executors.newFixedThreadPool(number));
        }

        Future<?> submit(Runnable work) {
            return pool.submit(work);
        }

        @Override
        public void close() {
            pool.shutdownNow();
        }
    }
}
