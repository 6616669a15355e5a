package org.portalvoip.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.testing.server.Server;

/** The size of our WAR, the time until the server serves its first page, and its memory at that moment. */
@Tag("benchmark")
@ExtendWith(Report.class)
class StartBenchmark {
    private static final Path DATA = Path.of("target/benchmark");
    private static final int ROUNDS = Scale.times(5);

    @Test
    void size() throws Exception {
        Report.put(Figure.WAR_SIZE, Files.size(BenchmarkWar.BUILT) / 1e6, "voip.war as built");
    }

    /** The very first start creates the database, so it does not count. */
    @Test
    void start() {
        Path empty = BenchmarkWar.empty();
        Path minimal = BenchmarkWar.minimal();
        start(BenchmarkWar.BUILT);
        Sample ours = new Sample();
        Sample toEmpty = new Sample();
        Sample toMinimal = new Sample();
        Sample memory = new Sample();
        for (int round = 0; round < ROUNDS; round++) {
            Start without = start(empty);
            Start with = start(BenchmarkWar.BUILT);
            ours.add(with.seconds());
            toEmpty.add(with.seconds() / without.seconds());
            toMinimal.add(with.seconds() / start(minimal).seconds());
            memory.add(with.megabytes() / without.megabytes());
        }
        String how = ROUNDS + " rounds, ";
        String seconds = ", ours takes " + Report.number(ours.median()) + " s";
        Report.put(Figure.START, toEmpty.median(), how + toEmpty.spread() + seconds);
        Report.put(Figure.START_MINIMAL, toMinimal.median(), how + toMinimal.spread());
        Report.put(Figure.MEMORY, memory.median(), how + memory.spread() + ", resident set");
    }

    private record Start(double seconds, double megabytes) {}

    private static Start start(Path war) {
        long begun = System.nanoTime();
        Server server = Server.startQuiet(war, DATA.resolve("start"));
        double seconds = (System.nanoTime() - begun) / 1e9;
        double megabytes = Machine.residentMegabytes(server.pid());
        server.close();
        return new Start(seconds, megabytes);
    }
}
