package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** How many tasks run at a time, and in which order. */
class FewAtOnceTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final FewAtOnce few = new FewAtOnce(threads::add, 2);
    private final List<Integer> done = new ArrayList<>();

    @Test
    void onlyAFewTakeThreadsAndTheRestFollowsInItsOrder() {
        for (int i = 0; i < 5; i++) {
            int task = i;
            few.execute(() -> done.add(task));
        }
        assertThat(threads).hasSize(2);

        threads.forEach(Runnable::run);
        assertThat(done).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void aThreadThatHasDoneEverythingIsFreeAgain() {
        few.execute(() -> done.add(0));
        threads.remove().run();
        few.execute(() -> done.add(1));
        few.execute(() -> done.add(2));
        few.execute(() -> done.add(3));

        assertThat(threads).hasSize(2);
    }

    @Test
    void aTaskThatFailsCostsNoPlace() {
        few.execute(() -> {
            throw new IllegalStateException("for this test");
        });
        few.execute(() -> done.add(1));

        threads.forEach(Runnable::run);
        assertThat(done).containsExactly(1);
    }
}
