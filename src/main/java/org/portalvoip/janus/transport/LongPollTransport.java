package org.portalvoip.janus.transport;

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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.portalvoip.janus.transport.TransportException.Kind;
import org.portalvoip.sip.Credential;

/**
 * The Janus API over HTTP: a POST for each request, and one GET that always waits for events ("long poll").
 *
 * <p>Requests travel in a few lanes, each with one POST at a time. This keeps the requests of a handle in order, and
 * keeps a burst from using up the connections of Janus ({@code mhd_connection_limit}, beyond which it hangs without an
 * error). A request that is about no handle takes the next lane in turn, so that an unanswered one does not hold up all
 * others.
 */
final class LongPollTransport implements JanusTransport {

    private static final int LANES = 16;

    /** Events of one poll at most. This many session descriptions still fit into the longest message. */
    private static final int MAXEV = 10;

    /** How long Janus holds a poll while it has no event. */
    private static final Duration HELD = Duration.ofSeconds(30);

    private final String base;
    private final String pollQuery;
    private final HttpClient client;
    private final TransportLimits limits;
    private final ScheduledExecutorService scheduler;
    private final BodyHandler<String> body;
    private final CompletableFuture<?>[] lanes = new CompletableFuture<?>[LANES];
    private final AtomicLong turn = new AtomicLong();
    private final AtomicBoolean polling = new AtomicBoolean();
    private final AtomicInteger breaks = new AtomicInteger();
    private Receiver receiver;
    private CompletableFuture<HttpResponse<String>> poll;
    private boolean closed;

    LongPollTransport(
            URI server,
            HttpClient client,
            Credential.Password apiSecret,
            TransportLimits limits,
            ScheduledExecutorService scheduler) {
        base = server.toString().replaceFirst("/+$", "");
        pollQuery = "?maxev=" + MAXEV + (apiSecret == null ? "" : "&apisecret=" + encoded(apiSecret));
        this.client = client;
        this.limits = limits;
        this.scheduler = scheduler;
        body = BoundedBody.of(limits, scheduler);
        Arrays.fill(lanes, CompletableFuture.completedFuture(null));
    }

    /** A GET has no body, so Janus takes the secret from the query. */
    private static String encoded(Credential.Password apiSecret) {
        return URLEncoder.encode(apiSecret.value(), StandardCharsets.UTF_8).replace("+", "%20");
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
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return ask(request, limits.answer()).thenAccept(answer -> receiver.received(text(answer, Kind.REFUSED)));
    }

    private void poll(long session) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/" + session + pollQuery))
                .build();
        CompletionStage<HttpResponse<String>> answered;
        synchronized (this) {
            if (closed) {
                return;
            }
            poll = ask(request, HELD.plus(limits.answer()));
            answered = poll;
        }
        answered.thenAccept(answer -> receiver.received(text(answer, Kind.SESSION_GONE)))
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        breaks.set(0);
                        poll(session);
                    } else {
                        pollFailed(session, TransportException.from(failure));
                    }
                });
    }

    /**
     * The answer, whose head must come within {@code limit}. The client's own time-out would sometimes cut off a later
     * request on the same connection (JDK-8304701, which is mended in Java 22).
     */
    private CompletableFuture<HttpResponse<String>> ask(HttpRequest request, Duration limit) {
        AtomicBoolean begun = new AtomicBoolean();
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, head -> {
            begun.set(true);
            return body.apply(head);
        });
        Future<?> alarm =
                scheduler.schedule(() -> begun.get() || answer.cancel(true), limit.toMillis(), TimeUnit.MILLISECONDS);
        CompletionStage<HttpResponse<String>> end = answer;
        end.whenComplete((done, failure) -> alarm.cancel(false));
        return answer;
    }

    /**
     * A session outlives its connections. Whatever cut this one probably cut the idle ones as well, and the next poll
     * may be sent on any of them; so Janus counts as gone only when it accepts no new connection, or after one attempt
     * for each.
     */
    private void pollFailed(long session, TransportException reason) {
        if (reason.isBrokenConnection() && breaks.incrementAndGet() <= LANES + 1) {
            poll(session);
        } else {
            lost(reason);
        }
    }

    /** Errors of the Janus API come with status 200; any other is Janus's web server speaking, or a stranger. */
    private static String text(HttpResponse<String> answer, Kind notFound) {
        int status = answer.statusCode();
        if (status != 200) {
            throw new CompletionException(new TransportException(
                    status == 404 ? notFound : Kind.REFUSED,
                    status,
                    "Janus answered with HTTP status " + status,
                    null));
        }
        return answer.body();
    }

    private void lost(TransportException reason) {
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
