package org.portalvoip.benchmark;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.call.CallState;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.Lab;
import org.portalvoip.testing.server.Server;

/** How many calls a second are set up and hung up through a real Janus, by the broker and without it. */
@Tag("benchmark")
@ExtendWith(Report.class)
class SetUpsBenchmark {
    private static final String JANUS = "ws://127.0.0.1:8188/";
    private static final String USER = "goofy";
    private static final String EXTENSION = "0808";
    private static final int OFFERED = 100;
    private static final int BEYOND = 100_000;
    private static final Duration SUSTAINED = Scale.time(Duration.ofSeconds(60));
    private static final Duration COMPARED = Scale.time(Duration.ofSeconds(20));

    @AutoClose
    static Lab lab;

    @AutoClose
    static Server server;

    @BeforeAll
    static void start() {
        lab = Lab.start(Path.of("target/benchmark/lab"));
        server = Server.startQuiet(
                BenchmarkWar.BUILT,
                Path.of("target/benchmark/set-ups"),
                "-XX:TieredStopAtLevel=4",
                "-Xmx512m",
                "-Dvoip.max-calls=100000",
                "-Dvoip.max-calls-per-caller=100000",
                "-Dvoip.calls-per-minute=1000000000",
                "-Dvoip.janus.api-secret-file=" + lab.apiSecret());
        new Site(server).use(JANUS, USER, lab.sipPassword(), EXTENSION);
    }

    @Test
    void sustained() throws Exception {
        CallLoad.run(OFFERED, COMPARED, SetUpsBenchmark::throughBroker);
        CallLoad before = direct(OFFERED);
        CallLoad broker = CallLoad.run(OFFERED, SUSTAINED, SetUpsBenchmark::throughBroker);
        CallLoad after = direct(OFFERED);
        double ratio = broker.perSecond() * 2 / (before.perSecond() + after.perSecond());
        double most =
                CallLoad.run(BEYOND, COMPARED, SetUpsBenchmark::throughBroker).perSecond();
        String limit = String.format(
                Locale.ROOT, "at the limit %.0f / %.0f", most, direct(BEYOND).perSecond());
        Report.put(Figure.SET_UPS, broker.perSecond(), OFFERED + " offered, " + broker.times());
        Report.put(Figure.SET_UPS_LOST, broker.lost(), "of " + broker.done());
        Report.put(Figure.SET_UPS_RATIO, ratio, "same offer to both; " + limit + " per second");
    }

    private static CallLoad direct(int perSecond) throws Exception {
        String secret = Files.readString(lab.apiSecret()).strip();
        try (JanusClient janus = JanusClient.open(URI.create(JANUS), secret, USER, lab.sipPassword())) {
            return CallLoad.run(perSecond, COMPARED, () -> straight(janus));
        }
    }

    private static void throughBroker() {
        try (CallClient client = CallClient.open(
                server.uri("call"), server.uri("").resolve("/").toString().replaceFirst("/$", ""))) {
            client.hearType("ready");
            client.offer().hearState(CallState.ESTABLISHED);
            client.hangUp().hearEnd();
        }
    }

    private static void straight(JanusClient janus) {
        JanusLine line = janus.line();
        line.call(EXTENSION);
        line.hangUp();
    }
}
