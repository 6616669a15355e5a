package org.portalvoip.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.PayaraMicro;

/** What our WAR weighs, and how long the server takes until it serves its first page. */
@ExtendWith(Report.class)
class StartBenchmark {
    private static final Path DATA = Path.of("target/benchmark");
    private static final int PAIRS = Scale.times(5);

    @Test
    void size() throws Exception {
        Report.put(Figure.WAR_SIZE, Files.size(BenchmarkWar.BUILT) / 1e6, "voip.war as built");
    }

    /** The first start of all makes the database: it counts for nothing. */
    @Test
    void start() {
        Path empty = BenchmarkWar.empty();
        seconds(BenchmarkWar.BUILT);
        Sample ratios = new Sample();
        Sample ours = new Sample();
        for (int pair = 0; pair < PAIRS; pair++) {
            double first = pair % 2 == 0 ? seconds(empty) : seconds(BenchmarkWar.BUILT);
            double second = pair % 2 == 0 ? seconds(BenchmarkWar.BUILT) : seconds(empty);
            ours.add(pair % 2 == 0 ? second : first);
            ratios.add(pair % 2 == 0 ? second / first : first / second);
        }
        String how = PAIRS + " pairs, " + ratios.spread() + ", ours takes " + Report.number(ours.median()) + " s";
        Report.put(Figure.START, ratios.median(), how);
    }

    private static double seconds(Path war) {
        long begun = System.nanoTime();
        PayaraMicro server = PayaraMicro.startQuiet(war, DATA.resolve("start"));
        double seconds = (System.nanoTime() - begun) / 1e9;
        server.close();
        return seconds;
    }
}
