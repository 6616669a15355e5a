package org.portalvoip.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which class loader a thread has while it works for the server or for us, and that it gets its own back. */
class ClassPathTest {
    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
    private static final ClassLoader OURS = ClassPath.class.getClassLoader();

    private final ClassLoader before = loader();
    private final List<ClassLoader> seen = new ArrayList<>();

    private static ClassLoader loader() {
        return Thread.currentThread().getContextClassLoader();
    }

    private void look() {
        seen.add(loader());
    }

    @Test
    void theServerSearchesNoJarAndOurCodeSeesAll() {
        ClassPath.withoutJars(() -> {
            look();
            ClassPath.ofTheApplication(this::look);
            look();
        });

        assertThat(seen).containsExactly(PLATFORM, OURS, PLATFORM);
        assertThat(loader()).isSameAs(before);
    }

    @Test
    void aFailureLeavesNothingBehind() {
        assertThatThrownBy(() -> ClassPath.withoutJars(() -> {
                    throw new IOException("broken");
                }))
                .isInstanceOf(IOException.class);
        assertThat(loader()).isSameAs(before);
    }

    @Test
    void theSchedulerIsGivenWorkWithoutJarsThatIsDoneWithAll() throws InterruptedException {
        ScheduledExecutorService scheduler = new ScheduledThreadPoolExecutor(1, Executors.defaultThreadFactory()) {
            @Override
            protected <V> RunnableScheduledFuture<V> decorateTask(Runnable work, RunnableScheduledFuture<V> task) {
                look();
                return task;
            }
        };

        ClassPath.later(scheduler, 0, this::look);
        scheduler.shutdown();

        assertThat(scheduler.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).containsExactly(PLATFORM, OURS);
    }
}
