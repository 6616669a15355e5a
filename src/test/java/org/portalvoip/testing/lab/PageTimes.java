package org.portalvoip.testing.lab;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.portalvoip.testing.server.Server;

/**
 * How long pages take, one after the other, and how busy the processors are meanwhile.
 *
 * @param p95 how long nineteen of twenty take at most
 * @param slowest how long all take at most
 * @param server how many cores the server uses
 * @param client how many cores this JVM uses, for the pages and for whatever it does beside them
 */
public record PageTimes(Duration p95, Duration slowest, double server, double client) {
    public static final int PAGES = 200;
    private static final int SLOWER_ONES = PAGES / 20;
    private static final int OK = 200;

    /** Opens {@code page}, which tells the status of the answer, so many times. */
    public static PageTimes measure(Server server, IntSupplier page) {
        List<Long> times = new ArrayList<>();
        long begun = System.nanoTime();
        long served = used(server);
        long asked = used();
        for (int i = 0; i < PAGES; i++) {
            long start = System.nanoTime();
            int status = page.getAsInt();
            if (status != OK) {
                throw new AssertionError("A page answered " + status);
            }
            times.add(System.nanoTime() - start);
        }
        double all = System.nanoTime() - begun;
        Collections.sort(times);
        return new PageTimes(
                Duration.ofNanos(times.get(PAGES - SLOWER_ONES - 1)),
                Duration.ofNanos(times.get(PAGES - 1)),
                (used(server) - served) / all,
                (used() - asked) / all);
    }

    private static long used(Server server) {
        return ProcessHandle.of(server.pid())
                .orElseThrow()
                .info()
                .totalCpuDuration()
                .orElseThrow()
                .toNanos();
    }

    private static long used() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p95 %.1f ms, slowest %.0f ms (server %.2f, client %.2f cores)",
                p95.toNanos() / 1e6,
                slowest.toNanos() / 1e6,
                server,
                client);
    }
}
