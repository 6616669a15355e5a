package org.portalvoip.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.call.CallState;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.database.Postgres;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.Lab;
import org.portalvoip.testing.server.Launch;
import org.portalvoip.testing.server.Server;

/**
 * What it costs that each call is written down for other nodes: calls through a real Janus, one after the other on several
 * lines, with the table on PostgreSQL and without it.
 */
@Tag("benchmark")
@ExtendWith(Report.class)
class RecordsBenchmark {
    private static final Path FOLDER = Path.of("target/benchmark/records");
    private static final int LINES = 12;
    private static final Duration ROUND = Scale.time(Duration.ofSeconds(10));

    @AutoClose
    static Postgres database;

    @AutoClose
    static Lab lab;

    @AutoClose
    static Server server;

    @AutoClose("shutdownNow")
    static final ExecutorService THREADS = Executors.newFixedThreadPool(LINES);

    @BeforeAll
    static void start() {
        database = Postgres.start();
        lab = Lab.start(FOLDER.resolve("lab"));
        List<String> options = new ArrayList<>(List.of(
                Launch.COMPILE_FULLY,
                "-Xmx512m",
                "-Dvoip.max-calls-per-caller=100000",
                "-Dvoip.max-calls-per-address=100000",
                "-Dvoip.calls-per-minute=1000000000",
                "-Dvoip.rings-per-minute=1000000000"));
        options.addAll(List.of(lab.serverOptions()));
        options.addAll(List.of(database.nodeOptions(FOLDER.resolve("voip.key"))));
        server = Server.startQuiet(BenchmarkWar.BUILT, FOLDER.resolve("data"), options.toArray(String[]::new));
        new Site(server).use("ws://127.0.0.1:8188/", "goofy", lab.sipPassword(), "0808");
    }

    @Test
    void cost() throws Exception {
        Sample ratios = new Sample();
        Sample written = new Sample();
        for (int round = -1; round < Scale.ROUNDS / 2; round++) {
            double with = perSecond();
            database.execute("alter table voip_call rename to voip_call_away");
            double without = perSecond();
            database.execute("alter table voip_call_away rename to voip_call");
            awaitThatNothingWaits();
            if (round >= 0) {
                ratios.add(with / without);
                written.add(with);
            }
        }
        String how = ratios.size() + " pairs of " + ROUND.toSeconds() + " s, " + ratios.spread() + "; "
                + Report.number(written.median()) + "/s on " + LINES + " lines";
        Report.put(Figure.RECORDS, ratios.median(), how);
    }

    private static double perSecond() throws Exception {
        long end = System.nanoTime() + ROUND.toNanos();
        Callable<Integer> line = () -> {
            int calls = 0;
            while (System.nanoTime() < end) {
                call().close();
                calls++;
            }
            return calls;
        };
        int calls = 0;
        for (Future<Integer> some : THREADS.invokeAll(Collections.nCopies(LINES, line))) {
            calls += some.get();
        }
        return calls * 1e9 / ROUND.toNanos();
    }

    private static CallClient call() {
        CallClient client =
                CallClient.open(server.uri("call"), "http://" + server.uri("").getAuthority());
        client.offer().hearState(CallState.ESTABLISHED);
        return client;
    }

    /** What was not written meanwhile is written first. */
    private static void awaitThatNothingWaits() {
        try (CallClient last = call()) {
            Await.until(Await.PATIENTLY, () -> database.query("select count(*) from voip_call"), "1"::equals);
            assertThat(last.hangUp().hearEnd()).isNotNull();
        }
    }
}
