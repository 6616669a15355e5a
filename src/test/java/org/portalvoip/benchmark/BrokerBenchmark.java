package org.portalvoip.benchmark;

import jakarta.json.Json;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
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
import org.portalvoip.testing.lab.CallTicket;
import org.portalvoip.testing.server.Launch;
import org.portalvoip.testing.server.Server;

/** What the broker adds to Janus, and its capacity: on a fake Janus, which answers at once. */
@Tag("benchmark")
@ExtendWith(Report.class)
class BrokerBenchmark {
    private static final Logger LOG = System.getLogger(BrokerBenchmark.class.getName());
    private static final String CANDIDATE = "candidate:1 1 udp 2122260223 10.99.0.1 1024 typ host";
    private static final int CALLS_IN_TURN = Scale.times(1000);
    /** Without it, a collection leaves up to a twentieth of the heap full of garbage, which is more than calls differ by. */
    private static final String COLLECT_ALL = "-XX:MarkSweepDeadRatio=0";

    private static final int CALLS_AT_ONCE = Scale.times(10_000);
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
                Launch.COMPILE_FULLY,
                "-Xmx512m",
                COLLECT_ALL,
                "-Dvoip.max-calls=100000",
                "-Dvoip.max-calls-per-caller=100000",
                "-Dvoip.max-calls-per-address=100000",
                "-Dvoip.sound-timeout=300",
                "-Dvoip.calls-per-minute=1000000000",
                "-Dvoip.rings-per-minute=1000000000");
        janus = FakeJanusProcess.start();
        site = new Site(server);
    }

    /** From the opening of the socket to the message that it rings, at a help desk that rings at once. */
    @Test
    void shareOfTheTimeToRinging() {
        site.use(janus.address().toString(), "visitor", null, "0180");
        Sample millis = new Sample();
        for (int i = -CALLS_IN_TURN / 2; i < CALLS_IN_TURN; i++) {
            long begun = System.nanoTime();
            try (CallClient client = open()) {
                client.hearType("ready");
                client.offer().hearState(CallState.RINGING);
                if (i >= 0) {
                    millis.add((System.nanoTime() - begun) / 1e6);
                }
            }
        }
        String how = millis.size() + " calls, p50 " + Report.number(millis.median());
        Report.put(Figure.BROKER_SHARE, millis.percentile(95), how);
    }

    /**
     * The server's bare socket is measured first, with the same handshake and messages. Before that, there have been as
     * many of both: the server then has the threads and buffers that it keeps, so that they do not count as those of calls.
     */
    @Test
    void manyAtOnce() throws Exception {
        site.use(janus.address().toString(), "visitor", null, "0777");
        closeAll(openAll(BrokerBenchmark::echo));
        closeAll(openAll(() -> call(CallState.ESTABLISHED)));
        List<CallClient> sockets = openAll(BrokerBenchmark::echo);
        double heapOfSockets = site.probe("heap");
        double threadsOfSockets = site.probe("threads");
        closeAll(sockets);

        List<CallClient> calls = openAll(() -> call(CallState.ESTABLISHED));
        double heap = site.probe("heap") - heapOfSockets;
        double threads = site.probe("threads") - threadsOfSockets;
        int up = (int) calls.parallelStream().filter(BrokerBenchmark::isUp).count();
        closeAll(calls);

        String how = String.format("sockets alone: heap %.0f MB, %.0f threads", heapOfSockets / 1e6, threadsOfSockets);
        Report.put(Figure.CALLS, up, "of " + CALLS_AT_ONCE + "; each still passed a message to Janus and back");
        Report.put(Figure.HEAP_PER_CALL, heap / 1e3 / up, how);
        Report.put(Figure.THREADS_PER_CALL, threads / up, (int) threads + " in all");
    }

    /** Whether a candidate of the browser reaches Janus, and the one that Janus sends back the browser. */
    private static boolean isUp(CallClient client) {
        try {
            client.say(Json.createObjectBuilder()
                    .add("type", "candidate")
                    .add("candidate", CANDIDATE)
                    .build());
            client.hear(news -> CANDIDATE.equals(news.getString("candidate", "")));
            return true;
        } catch (RuntimeException | AssertionError e) {
            LOG.log(Level.DEBUG, "A call is not up", e);
            return false;
        }
    }

    private static CallClient open() {
        return CallClient.open(server.uri("call"), origin());
    }

    private static String origin() {
        return server.uri("").resolve("/").toString().replaceFirst("/$", "");
    }

    private static CallClient call(CallState state) {
        CallClient client = open();
        client.hearType("ready");
        client.offer().hearState(state);
        return client;
    }

    private static CallClient echo() {
        CallClient client = CallClient.openBare(server.uri("bare"), origin(), CallTicket.fetch(server.uri("call")));
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
                try {
                    opened.add(future.get());
                } catch (ExecutionException e) {
                    LOG.log(Level.WARNING, "One more did not open", e);
                }
            }
            return opened;
        } finally {
            openers.shutdownNow();
        }
    }

    private static void closeAll(List<CallClient> clients) {
        clients.forEach(CallClient::close);
    }
}
