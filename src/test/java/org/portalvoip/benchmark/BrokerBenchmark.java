package org.portalvoip.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.call.CallState;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.server.Server;

/** What the broker adds to Janus, and its capacity: on a fake Janus, which answers at once. */
@Tag("benchmark")
@ExtendWith(Report.class)
class BrokerBenchmark {
    private static final int MESSAGES_PER_CALL = Scale.times(900);
    private static final int CALLS_IN_TURN = Scale.times(1000);
    private static final int CALLS_AT_ONCE = Scale.times(5000);
    private static final int OPENERS = 8;

    @AutoClose
    static FakeJanusProcess janus;

    @AutoClose
    static Server server;

    static Site site;

    @BeforeAll
    static void start() {
        server = Server.startQuiet(
                BenchmarkWar.withProbe(),
                Path.of("target/benchmark/broker"),
                "-XX:TieredStopAtLevel=4",
                "-Xmx512m",
                "-Dvoip.max-calls=100000",
                "-Dvoip.max-calls-per-caller=100000",
                "-Dvoip.calls-per-minute=1000000000");
        janus = FakeJanusProcess.start();
        site = new Site(server);
    }

    /** A candidate of the browser goes to Janus, which sends one back; first through the broker, then without it. */
    @Test
    void roundTrip() {
        site.use(janus.address().toString(), "visitor", null, "0777");
        Sample ratios = new Sample();
        Sample added = new Sample();
        try (JanusClient direct = JanusClient.open(janus.address(), null, "visitor", null)) {
            for (int round = -Scale.ROUNDS / 2; round < Scale.ROUNDS; round++) {
                Sample through = throughBroker();
                Sample straight = straight(direct);
                if (round >= 0) {
                    ratios.add(through.median() / straight.median());
                    added.add(through.percentile(99) - straight.percentile(99));
                }
            }
        }
        String how = ratios.size() + " pairs of " + MESSAGES_PER_CALL + ", ";
        Report.put(Figure.ROUND_TRIP, ratios.median(), how + ratios.spread());
        Report.put(Figure.ROUND_TRIP_ADDED, added.median(), how + added.spread());
    }

    private static Sample throughBroker() {
        Sample millis = new Sample();
        try (CallClient client = call(CallState.ESTABLISHED)) {
            for (int i = 0; i < MESSAGES_PER_CALL; i++) {
                String candidate = candidate(i);
                JsonObject message = Json.createObjectBuilder()
                        .add("type", "candidate")
                        .add("candidate", candidate)
                        .build();
                long begun = System.nanoTime();
                client.say(message);
                client.hear(news -> candidate.equals(news.getString("candidate", "")));
                millis.add((System.nanoTime() - begun) / 1e6);
            }
        }
        return millis;
    }

    private static Sample straight(JanusClient direct) {
        Sample millis = new Sample();
        JanusLine line = direct.line();
        line.call("0777");
        for (int i = 0; i < MESSAGES_PER_CALL; i++) {
            String candidate = candidate(i);
            long begun = System.nanoTime();
            line.trickle(candidate);
            millis.add((System.nanoTime() - begun) / 1e6);
        }
        line.hangUp();
        return millis;
    }

    private static String candidate(int number) {
        return "candidate:1 1 udp 2122260223 10.99.0.1 " + (1024 + number) + " typ host generation 0";
    }

    /** From the offer to the ringing event, with a help desk that rings at once. */
    @Test
    void shareOfTheTimeToRinging() {
        site.use(janus.address().toString(), "visitor", null, "0180");
        Sample millis = new Sample();
        for (int i = -CALLS_IN_TURN / 2; i < CALLS_IN_TURN; i++) {
            try (CallClient client = open("call")) {
                client.hearType("ready");
                long begun = System.nanoTime();
                client.offer().hearState(CallState.RINGING);
                if (i >= 0) {
                    millis.add((System.nanoTime() - begun) / 1e6);
                }
            }
        }
        String how = millis.size() + " calls, p50 " + Report.number(millis.median());
        Report.put(Figure.BROKER_SHARE, millis.percentile(95), how);
    }

    /** The server's bare socket is measured first, with the same messages. */
    @Test
    void manyAtOnce() throws Exception {
        site.use(janus.address().toString(), "visitor", null, "0800");
        closeAll(openAll(BrokerBenchmark::echo));
        List<CallClient> sockets = openAll(BrokerBenchmark::echo);
        double heapOfSockets = site.probe("heap");
        double threadsOfSockets = site.probe("threads");
        closeAll(sockets);

        List<CallClient> calls = openAll(() -> call(CallState.ESTABLISHED));
        double heap = site.probe("heap") - heapOfSockets;
        double threads = site.probe("threads") - threadsOfSockets;
        calls.forEach(client -> client.hangUp().hearEnd());
        closeAll(calls);

        String how = String.format("sockets alone: heap %.0f MB, %.0f threads", heapOfSockets / 1e6, threadsOfSockets);
        Report.put(Figure.CALLS, calls.size(), "each hung up afterwards");
        Report.put(Figure.HEAP_PER_CALL, heap / 1e3 / calls.size(), how);
        Report.put(Figure.THREADS_PER_CALL, Math.max(0, Math.floor(threads / calls.size())), (int) threads + " in all");
    }

    private static CallClient open(String socket) {
        return CallClient.open(
                server.uri(socket), server.uri("").resolve("/").toString().replaceFirst("/$", ""));
    }

    private static CallClient call(CallState state) {
        CallClient client = open("call");
        client.hearType("ready");
        client.offer().hearState(state);
        return client;
    }

    private static CallClient echo() {
        CallClient client = open("bare");
        client.offer().hearType("offer");
        return client;
    }

    private static List<CallClient> openAll(Supplier<CallClient> one) throws Exception {
        ExecutorService openers = Executors.newFixedThreadPool(OPENERS);
        try {
            List<Future<CallClient>> opening = new ArrayList<>();
            for (int i = 0; i < CALLS_AT_ONCE; i++) {
                opening.add(openers.submit(one::get));
            }
            List<CallClient> opened = new ArrayList<>();
            for (Future<CallClient> future : opening) {
                opened.add(future.get());
            }
            return opened;
        } finally {
            openers.shutdownNow();
        }
    }

    private static void closeAll(List<CallClient> clients) {
        clients.forEach(CallClient::close);
        assertThat(clients).hasSize(CALLS_AT_ONCE);
    }
}
