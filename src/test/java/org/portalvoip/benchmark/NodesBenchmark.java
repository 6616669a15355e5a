package org.portalvoip.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.database.Postgres;
import org.portalvoip.testing.server.Server;

/** Two nodes on one PostgreSQL: how long it takes until the second one shows what was saved at the first. */
@Tag("benchmark")
@ExtendWith(Report.class)
class NodesBenchmark {
    private static final Path DATA = Path.of("target/benchmark/nodes");
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int SAVES = Scale.times(200);

    @AutoClose
    static Postgres database;

    @AutoClose
    static Server first;

    @AutoClose
    static Server second;

    static Site site;
    static Site other;

    @BeforeAll
    static void start() {
        database = Postgres.start();
        first = node("first");
        second = node("second");
        site = new Site(first);
        other = new Site(second);
    }

    private static Server node(String name) {
        return Server.startQuiet(
                BenchmarkWar.BUILT, DATA.resolve(name), database.nodeOptions(DATA.resolve("voip.key")));
    }

    @Test
    void propagation() {
        Sample seconds = new Sample();
        for (int save = 0; save < SAVES; save++) {
            boolean on = save % 2 == 1;
            site.callable(on);
            long saved = System.nanoTime();
            Await.until(LIMIT, () -> other.visit("").body().contains("voip-call"), shown -> shown == on);
            seconds.add((System.nanoTime() - saved) / 1e9);
        }
        Report.put(
                Figure.PROPAGATION,
                seconds.percentile(99),
                SAVES + " saves on PostgreSQL, p50 " + Report.number(seconds.median()));
    }
}
