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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.portalvoip.janus.transport.TransportException.Kind;
import org.portalvoip.sip.Credential;

/**
 * The Janus API over HTTP: a POST for each request, and for each session one GET that always waits for events ("long
 * poll").
 *
 * <p>Requests travel in a few lanes, each with one POST at a time. This keeps the requests of a session in order, and
 * keeps a burst from using up the connections of Janus ({@code mhd_connection_limit}, beyond which it hangs without an
 * error). Longer than 200 lines, because polls and lanes break together.
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
    private final Map<Long, Poll> polls = new ConcurrentHashMap<>();
    private Receiver receiver;
    private volatile boolean closed;

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
    public CompletionStage<Void> sendToRoot(long session, String json) {
        return post(session, "", json);
    }

    @Override
    public CompletionStage<Void> send(long session, long handle, String json) {
        return post(session, "/" + session + (handle == 0 ? "" : "/" + handle), json);
    }

    private CompletionStage<Void> post(long session, String path, String json) {
        int lane = (int) Long.remainderUnsigned(session, LANES);
        synchronized (lanes) {
            CompletableFuture<Void> sent =
                    lanes[lane].handle((done, failure) -> null).thenCompose(free -> postNow(session, path, json));
            lanes[lane] = sent;
            return sent;
        }
    }

    private CompletableFuture<Void> postNow(long session, String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return ask(request, limits.answer())
                .thenAccept(answer -> receiver.received(session, text(answer, Kind.REFUSED)));
    }

    @Override
    public boolean bindsSessions() {
        return false;
    }

    @Override
    public void listen(long session) {
        Poll poll = new Poll(session);
        if (polls.putIfAbsent(session, poll) == null) {
            poll.ask();
        }
    }

    /** Also ends the poll: Janus would answer it only after its 30 s. */
    @Override
    public void ignore(long session) {
        Poll poll = polls.remove(session);
        if (poll != null) {
            poll.end();
        }
    }

    @Override
    public void close() {
        closed = true;
        polls.keySet().forEach(this::ignore);
    }

    /** The polls of one session, one after the other. */
    private final class Poll {
        private final long session;
        private final AtomicInteger breaks = new AtomicInteger();
        private CompletableFuture<HttpResponse<String>> waiting;
        private boolean ended;

        Poll(long session) {
            this.session = session;
        }

        void ask() {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/" + session + pollQuery))
                    .build();
            CompletionStage<HttpResponse<String>> answered;
            synchronized (this) {
                if (ended || closed) {
                    return;
                }
                waiting = LongPollTransport.this.ask(request, HELD.plus(limits.answer()));
                answered = waiting;
            }
            answered.thenAccept(answer -> receiver.received(session, text(answer, Kind.SESSION_GONE)))
                    .whenComplete((done, failure) -> {
                        if (failure == null) {
                            breaks.set(0);
                            ask();
                        } else {
                            failed(TransportException.from(failure));
                        }
                    });
        }

        /**
         * A session outlives its connections. Whatever cut this one probably cut the idle ones as well, and the next poll
         * may be sent on any of them; so Janus counts as gone only when it accepts no new connection, or after one attempt
         * for each. Janus gives the next event to the poll that was cut.
         */
        private void failed(TransportException reason) {
            if (reason.isBrokenConnection() && breaks.incrementAndGet() <= LANES + 1) {
                ask();
                receiver.missed(session);
            } else if (polls.remove(session, this) && !closed) {
                receiver.lost(session, reason);
            }
        }

        synchronized void end() {
            ended = true;
            if (waiting != null) {
                waiting.cancel(true);
            }
        }
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
}
