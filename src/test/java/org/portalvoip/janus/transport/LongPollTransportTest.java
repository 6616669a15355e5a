package org.portalvoip.janus.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Janus that accepts connections and says nothing. */
class LongPollTransportTest {
    private static final TransportLimits LIMITS =
            new TransportLimits(Duration.ofSeconds(5), Duration.ofMillis(100), 1000);
    /** One handle, so that all requests take the same lane. */
    private static final long HANDLE = 7;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void aRequestThatIsNotAnsweredEndsAndMakesRoomForTheNext() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            URI janus = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/janus");
            var transport = new LongPollTransport(janus, HttpClient.newHttpClient(), null, LIMITS, scheduler);
            for (int i = 0; i < 2; i++) {
                Throwable failure = transport
                        .send(0, HANDLE, "{}")
                        .handle((done, why) -> why)
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);
                assertThat(TransportException.from(failure).kind()).isEqualTo(TransportException.Kind.NO_ANSWER);
            }
        }
    }
}
