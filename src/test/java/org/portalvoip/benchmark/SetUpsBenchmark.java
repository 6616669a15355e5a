package org.portalvoip.benchmark;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.call.CallState;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.CallTicket;
import org.portalvoip.testing.lab.Lab;
import org.portalvoip.testing.server.Launch;
import org.portalvoip.testing.server.Server;

/**
 * How many calls a second are set up and hung up through a real Janus, by the broker and without it. Longer than 200
 * lines, because both sides of the ratio are measured in one run.
 */
@Tag("benchmark")
@ExtendWith(Report.class)
class SetUpsBenchmark {
    private static final String JANUS = "ws://127.0.0.1:8188/";
    private static final String USER = "goofy";
    private static final String EXTENSION = "0808";
    /** The desk's telephone answers at once, and its two answers may overtake each other. */
    private static final Set<String> RINGS = Set.of("ringing", "established");

    /** The server compiles for about a minute what calls need, which takes a core from them. */
    private static final Duration WARM_UP = Scale.time(Duration.ofMinutes(1));

    private static final double WARM_UP_CALLS = 60;
    private static final double SLOWEST = 20;
    private static final double FASTER = 1.4;
    private static final double FASTEST = 2000;
    private static final int CALLS_IN_TURN = Scale.times(100);
    private static final Duration STEP = Scale.time(Duration.ofSeconds(15));

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
                Launch.COMPILE_FULLY,
                "-Xmx512m",
                "-Dvoip.max-calls=100000",
                "-Dvoip.max-calls-per-caller=100000",
                "-Dvoip.max-calls-per-address=100000",
                "-Dvoip.sound-timeout=300",
                "-Dvoip.calls-per-minute=1000000000",
                "-Dvoip.rings-per-minute=1000000000",
                "-Dvoip.janus.api-secret-file=" + lab.apiSecret());
        new Site(server).use(JANUS, USER, lab.sipPassword(), EXTENSION);
    }

    /** Both knees in one run, and what is left of the broker's at twice the offer. */
    @Test
    void saturation() throws Exception {
        CallLoad.run(WARM_UP_CALLS, WARM_UP, SetUpsBenchmark::throughBroker);
        CallLoad broker = knee(SetUpsBenchmark::throughBroker);
        CallLoad direct = directKnee();
        CallLoad beyond = CallLoad.run(2 * broker.offered(), STEP, SetUpsBenchmark::throughBroker);
        Report.put(Figure.SET_UPS, broker.goodPut(), "open loop: " + broker);
        Report.put(Figure.SET_UPS_LOST, broker.lost(), "in " + STEP.toSeconds() + " s");
        Report.put(Figure.SET_UPS_RATIO, broker.goodPut() / direct.goodPut(), "direct: " + direct);
        Report.put(Figure.GOOD_PUT, beyond.goodPut() / broker.goodPut(), "broker: " + beyond);
    }

    /** What else the machine does disturbs this less than the knee. */
    @Test
    void processorTime() throws Exception {
        CallLoad.run(WARM_UP_CALLS, WARM_UP, SetUpsBenchmark::throughBroker);
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
        Sample millis = new Sample();
        for (int round = 0; round < Scale.ROUNDS / 2; round++) {
            Duration before = Machine.used(process);
            CallLoad load = CallLoad.run(WARM_UP_CALLS, STEP, SetUpsBenchmark::throughBroker);
            double used = Machine.used(process).minus(before).toNanos() / 1e6;
            millis.add(used / (load.goodPut() * STEP.toNanos() / 1e9));
        }
        String how = millis.size() + " rounds, " + millis.spread() + ", at " + Report.number(WARM_UP_CALLS) + "/s";
        Report.put(Figure.SET_UP_PROCESSOR, millis.median(), how);
    }

    /** Offers more and more until calls are not set up as fast as they are offered; the best step is the knee. */
    private static CallLoad knee(Callable<Optional<Runnable>> call) throws InterruptedException {
        CallLoad best = CallLoad.run(SLOWEST, STEP, call);
        CallLoad load = best;
        while (load.keptUp() && load.offered() < FASTEST) {
            load = CallLoad.run(load.offered() * FASTER, STEP, call);
            best = load.goodPut() > best.goodPut() ? load : best;
        }
        return best;
    }

    /** Each caller has a socket and a session at Janus, as at the broker. */
    private static CallLoad directKnee() throws Exception {
        try (JanusClient janus = direct()) {
            return knee(() -> callDirectly(janus));
        }
    }

    private static Optional<Runnable> callDirectly(JanusClient janus) {
        JanusClient page = JanusClient.visit(URI.create(JANUS), janus);
        JanusLine line = page.line();
        line.call(EXTENSION);
        return Optional.of(() -> {
            line.hangUp();
            page.close();
        });
    }

    private static Optional<Runnable> throughBroker() {
        Optional<CallTicket> ticket = CallTicket.ask(server.uri("call"));
        if (ticket.isEmpty()) {
            return Optional.empty();
        }
        CallClient client = open(ticket.get());
        JsonObject outcome =
                client.offer().hear(news -> Set.of("established", "ended").contains(news.getString("state", "")));
        if (outcome.getString("state").equals("ended")) {
            client.close();
            return Optional.empty();
        }
        return Optional.of(() -> {
            client.hangUp().hearEnd();
            client.close();
        });
    }

    /** From the offer to ringing, one call at a time; directly it takes attaching, registering a helper and the call. */
    @Test
    void roundTrip() throws Exception {
        Sample ratios = new Sample();
        Sample added = new Sample();
        Sample brokers = new Sample();
        Sample directs = new Sample();
        try (JanusClient janus = direct()) {
            for (int round = -Scale.ROUNDS / 2; round < Scale.ROUNDS; round++) {
                Sample through = sample(SetUpsBenchmark::ringThroughBroker);
                Sample straight = sample(() -> ringDirectly(janus));
                if (round >= 0) {
                    ratios.add(through.median() / straight.median());
                    added.add(through.percentile(99) - straight.percentile(99));
                    brokers.add(through.median());
                    directs.add(straight.median());
                }
            }
        }
        String how = ratios.size() + " pairs of " + CALLS_IN_TURN + ", ";
        String times = "; p50 " + Report.number(brokers.median()) + " / " + Report.number(directs.median()) + " ms";
        Report.put(Figure.ROUND_TRIP, ratios.median(), how + ratios.spread() + times);
        Report.put(Figure.ROUND_TRIP_ADDED, added.median(), how + added.spread());
    }

    private static Sample sample(DoubleSupplier call) {
        Sample millis = new Sample();
        for (int i = 0; i < CALLS_IN_TURN; i++) {
            millis.add(call.getAsDouble());
        }
        return millis;
    }

    private static double ringThroughBroker() {
        try (CallClient client = open()) {
            long begun = System.nanoTime();
            JsonObject first = client.offer().hear(news -> RINGS.contains(news.getString("state", "")));
            double millis = (System.nanoTime() - begun) / 1e6;
            if (first.getString("state").equals("ringing")) {
                client.hearState(CallState.ESTABLISHED);
            }
            client.hangUp().hearEnd();
            return millis;
        }
    }

    private static double ringDirectly(JanusClient janus) {
        long begun = System.nanoTime();
        JanusLine line = janus.line();
        boolean answered = line.ring(EXTENSION);
        double millis = (System.nanoTime() - begun) / 1e6;
        if (!answered) {
            line.hearAnswer();
        }
        line.hangUp();
        return millis;
    }

    private static CallClient open() {
        return open(CallTicket.fetch(server.uri("call")));
    }

    private static CallClient open(CallTicket ticket) {
        String origin = server.uri("").resolve("/").toString().replaceFirst("/$", "");
        CallClient client = CallClient.open(server.uri("call"), origin, ticket);
        client.hearType("ready");
        return client;
    }

    private static JanusClient direct() throws IOException {
        String secret = Files.readString(lab.apiSecret()).strip();
        return JanusClient.open(URI.create(JANUS), secret, USER, lab.sipPassword());
    }
}
