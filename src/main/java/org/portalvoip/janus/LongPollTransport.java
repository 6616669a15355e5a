package org.portalvoip.janus;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.portalvoip.janus.JanusException.Kind;

/**
 * The Janus API over HTTP: a POST for each request, and one GET that always waits for events ("long poll").
 *
 * <p>Requests travel in a few lanes, each with one POST at a time: that keeps those of a handle in order, and a burst
 * from using up the connections of Janus ({@code mhd_connection_limit}, beyond which it hangs without an error). Those
 * that are about no handle take any lane, so that one without an answer does not hold up all others.
 */
final class LongPollTransport implements JanusTransport {

    private static final int LANES = 16;

    /** Events of one poll at most: so many session descriptions still fit into the longest message. */
    private static final int MAXEV = 10;

    /** How long Janus lets a poll wait that has nothing to tell. */
    private static final Duration HELD = Duration.ofSeconds(30);

    private final String base;
    private final String pollQuery;
    private final HttpClient client;
    private final GatewaySettings.Limits limits;
    private final BodyHandler<String> body;
    private final CompletableFuture<?>[] lanes = new CompletableFuture<?>[LANES];
    private Receiver receiver;
    private CompletableFuture<HttpResponse<String>> poll;
    private final AtomicLong turn = new AtomicLong();
    private final AtomicBoolean polling = new AtomicBoolean();
    private final AtomicInteger breaks = new AtomicInteger();
    private boolean closed;

    LongPollTransport(URI server, HttpClient client, GatewaySettings settings, ScheduledExecutorService scheduler) {
        base = server.toString().replaceFirst("/+$", "");
        pollQuery = "?maxev=" + MAXEV + (settings.apiSecret() == null ? "" : "&apisecret=" + encoded(settings));
        this.client = client;
        limits = settings.limits();
        body = BoundedBody.of(limits, scheduler);
        Arrays.fill(lanes, CompletableFuture.completedFuture(null));
    }

    /** A GET has no body, so Janus takes the secret from the query. */
    private static String encoded(GatewaySettings settings) {
        return URLEncoder.encode(settings.apiSecret().value(), StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    @Override
    public CompletionStage<Void> open(Receiver to) {
        receiver = to;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> send(long session, long handle, String json) {
        if (session != 0 && polling.compareAndSet(false, true)) {
            poll(session);
        }
        int lane = (int) Long.remainderUnsigned(handle == 0 ? turn.incrementAndGet() : handle, LANES);
        String path = (session == 0 ? "" : "/" + session) + (handle == 0 ? "" : "/" + handle);
        synchronized (lanes) {
            CompletableFuture<Void> sent =
                    lanes[lane].handle((done, failure) -> null).thenCompose(free -> post(path, json));
            lanes[lane] = sent;
            return sent;
        }
    }

    private CompletableFuture<Void> post(String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(limits.answer())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return client.sendAsync(request, body).thenAccept(answer -> receiver.received(text(answer, Kind.REFUSED)));
    }

    private void poll(long session) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/" + session + pollQuery))
                .timeout(HELD.plus(limits.answer()))
                .build();
        CompletionStage<HttpResponse<String>> answered;
        synchronized (this) {
            if (closed) {
                return;
            }
            poll = client.sendAsync(request, body);
            answered = poll;
        }
        answered.thenAccept(answer -> receiver.received(text(answer, Kind.ENDED_BY_JANUS)))
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        breaks.set(0);
                        poll(session);
                    } else {
                        cut(session, JanusException.from(failure));
                    }
                });
    }

    /**
     * The session outlives a connection that broke, and whatever cut one has cut the idle ones too, on any of which the
     * next poll may be sent. Janus is gone when it takes no new connection, or when all have had their turn.
     */
    private void cut(long session, JanusException reason) {
        if (reason.kind() == Kind.UNREACHABLE && !reason.isRefused() && breaks.incrementAndGet() <= LANES + 1) {
            poll(session);
        } else {
            lost(reason);
        }
    }

    /** Errors of the Janus API come with status 200; any other is Janus's web server speaking, or a stranger. */
    private static String text(HttpResponse<String> answer, Kind notFound) {
        int status = answer.statusCode();
        if (status != 200) {
            throw new JanusException(
                    status == 404 ? notFound : Kind.REFUSED, status, "Janus answered with HTTP status " + status);
        }
        return answer.body();
    }

    private void lost(JanusException reason) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        receiver.lost(reason);
    }

    /** Also ends the poll: Janus would answer it only after its 30 s. */
    @Override
    public synchronized void close() {
        closed = true;
        if (poll != null) {
            poll.cancel(true);
        }
    }
}
