package org.portalvoip.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.Server;

/** What our WAR weighs, and how long the server takes until it serves its first page. */
@ExtendWith(Report.class)
class StartBenchmark {
    private static final Path DATA = Path.of("target/benchmark");
    private static final int ROUNDS = Scale.times(5);

    @Test
    void size() throws Exception {
        Report.put(Figure.WAR_SIZE, Files.size(BenchmarkWar.BUILT) / 1e6, "voip.war as built");
    }

    /** The first start of all makes the database: it counts for nothing. */
    @Test
    void start() {
        Path empty = BenchmarkWar.empty();
        Path minimal = BenchmarkWar.minimal();
        seconds(BenchmarkWar.BUILT);
        Sample ours = new Sample();
        Sample toEmpty = new Sample();
        Sample toMinimal = new Sample();
        for (int round = 0; round < ROUNDS; round++) {
            double without = seconds(empty);
            double with = seconds(BenchmarkWar.BUILT);
            ours.add(with);
            toEmpty.add(with / without);
            toMinimal.add(with / seconds(minimal));
        }
        String how = ROUNDS + " rounds, ";
        String seconds = ", ours takes " + Report.number(ours.median()) + " s";
        Report.put(Figure.START, toEmpty.median(), how + toEmpty.spread() + seconds);
        Report.put(Figure.START_MINIMAL, toMinimal.median(), how + toMinimal.spread());
    }

    private static double seconds(Path war) {
        long begun = System.nanoTime();
        Server server = Server.startQuiet(war, DATA.resolve("start"));
        double seconds = (System.nanoTime() - begun) / 1e9;
        server.close();
        return seconds;
    }
}
