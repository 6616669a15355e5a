package org.portalvoip.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.testing.lab.Lab;

/** What it costs a real Janus that each call has a session of its own: 5,000 of them, each with its registered line. */
@Tag("benchmark")
@ExtendWith(Report.class)
class JanusSessionsBenchmark {
    private static final Path FOLDER = Path.of("target/benchmark/sessions-lab");
    private static final URI JANUS = URI.create("ws://127.0.0.1:8188/");
    private static final int SECONDS_THAT_JANUS_WAITS = 600;
    private static final int SESSIONS = Scale.times(5000);
    private static final int QUESTIONS = Scale.times(2000);

    @AutoClose
    static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.startPatient(FOLDER, SECONDS_THAT_JANUS_WAITS);
    }

    @Test
    void sessions() throws IOException {
        long janus =
                Long.parseLong(Files.readString(FOLDER.resolve("janus.pid")).strip());
        String secret = Files.readString(lab.apiSecret()).strip();
        try (JanusClient client = JanusClient.open(JANUS, secret, "goofy", lab.sipPassword())) {
            double before = Machine.residentMegabytes(janus);
            List<JanusLine> lines = new ArrayList<>();
            long begun = System.nanoTime();
            while (lines.size() < SESSIONS) {
                lines.add(client.lineInItsOwnSession());
            }
            double perSecond = SESSIONS * 1e9 / (System.nanoTime() - begun);
            double kilobytes = (Machine.residentMegabytes(janus) - before) * 1000 / SESSIONS;
            Report.put(
                    Figure.JANUS_MEMORY, kilobytes, Report.number(perSecond) + " made per second, one after the other");
            Sample millis = ask(lines);
            Report.put(Figure.JANUS_ANSWER, millis.percentile(99), "p50 " + Report.number(millis.median()));
        }
    }

    private static Sample ask(List<JanusLine> lines) {
        Random random = new Random(1);
        Sample millis = new Sample();
        for (int i = 0; i < QUESTIONS; i++) {
            long asked = System.nanoTime();
            lines.get(random.nextInt(lines.size())).ping();
            millis.add((System.nanoTime() - asked) / 1e6);
        }
        return millis;
    }
}
