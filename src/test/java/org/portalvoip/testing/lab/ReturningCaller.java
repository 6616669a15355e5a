package org.portalvoip.testing.lab;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.portalvoip.call.EndReason;

/**
 * A phone without a browser and without sound that comes back when its socket is lost, as {@code phone/connection.js}
 * does. Its executor must have a thread for each phone that is away. Longer than 200 lines, because the caller's
 * socket, its losses and its returns are one state.
 */
public final class ReturningCaller {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int SECONDS_TO_CONNECT = 10;
    private static final int SECONDS_TO_HEAR = 30;
    /** In milliseconds, the longest times between the beginnings of two attempts; the last one is repeated. */
    private static final List<Integer> PAUSES = List.of(300, 1000, 2000, 4000);

    private static final List<Integer> SHORT_PAUSES = PAUSES.subList(0, 1);

    private static final int MOST_TOKENS = 64;
    /** As the phone: it asks every second, and takes a server for lost that says nothing to so many questions. */
    private static final int MOST_UNANSWERED = 3;

    private static final String PING = "{\"type\":\"ping\"}";
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(beat -> {
        Thread thread = new Thread(beat, "callers' clock");
        thread.setDaemon(true);
        return thread;
    });

    private volatile List<Integer> pauses = PAUSES;
    private final URI call;
    private final String origin;
    private final ExecutorService threads;
    private final String cookie;
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private final CompletableFuture<EndReason> ended = new CompletableFuture<>();
    private final AtomicInteger returns = new AtomicInteger();
    private final long begun = System.nanoTime();
    private final List<String> sent = new ArrayList<>();
    private int transmitted;
    /** How many messages the server has acknowledged; it does so only in a talk. */
    private Integer arrived;

    private int received;
    private final Deque<String> tokens = new ArrayDeque<>();
    private long patience;
    private Way way;
    private boolean comingBack;
    private volatile long lastReturn = begun;

    /** One socket; it is ours until the next one. */
    private final class Way implements WebSocket.Listener {
        private final CompletableFuture<JsonObject> welcome = new CompletableFuture<>();
        private final StringBuilder part = new StringBuilder();
        private WebSocket socket;
        /** One message after the other, as the socket wants them. */
        private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

        /** No clock is read: where a test is late, so are the answers. */
        private final AtomicInteger unanswered = new AtomicInteger();

        private boolean gone;

        private Way open(String ticket) {
            URI address = URI.create(call.toString().replaceFirst("^http", "ws"));
            CompletableFuture<WebSocket> opening = HTTP.newWebSocketBuilder()
                    .header("Origin", origin)
                    .header("Cookie", cookie)
                    .subprotocols("voip", ticket)
                    .buildAsync(address, this);
            try {
                socket = opening.copy()
                        .orTimeout(SECONDS_TO_CONNECT, TimeUnit.SECONDS)
                        .join();
            } catch (RuntimeException notNow) {
                var unused = opening.thenAccept(WebSocket::abort);
                throw notNow;
            }
            return this;
        }

        private void send(String message) {
            sending(message).orTimeout(SECONDS_TO_CONNECT, TimeUnit.SECONDS).join();
        }

        private synchronized CompletableFuture<?> sending(String message) {
            sent = sent.thenCompose(before -> socket.sendText(message, true));
            return sent.copy();
        }

        private void ask() {
            if (unanswered.incrementAndGet() > MOST_UNANSWERED) {
                lost(this);
            } else {
                var unused = sending(PING);
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            unanswered.set(0);
            part.append(data);
            if (last) {
                try (var reader = Json.createReader(new StringReader(part.toString()))) {
                    hear(this, reader.readObject());
                }
                part.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            lost(this);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable cause) {
            lost(this);
        }
    }

    private ReturningCaller(URI call, String origin, CallTicket ticket, ExecutorService threads) {
        this.call = call;
        this.origin = origin;
        this.threads = threads;
        cookie = ticket.cookie();
        Way first = new Way();
        synchronized (this) {
            way = first;
        }
        first.open(ticket.text());
    }

    /** Calls, and returns when the help desk has answered. */
    public static ReturningCaller call(URI call, String origin, ExecutorService threads) {
        return call(call, origin, CallTicket.fetch(call), threads);
    }

    /** As {@link #call(URI, String, ExecutorService)}, with this ticket. */
    public static ReturningCaller call(URI call, String origin, CallTicket ticket, ExecutorService threads) {
        ReturningCaller caller = new ReturningCaller(call, origin, ticket, threads);
        JsonObjectBuilder offer =
                Json.createObjectBuilder().add("type", "offer").add("sdp", CallClient.OFFER);
        caller.say(offer.build().toString());
        caller.answered.orTimeout(SECONDS_TO_HEAR, TimeUnit.SECONDS).join();
        var beats = CLOCK.scheduleWithFixedDelay(caller::beat, 1, 1, TimeUnit.SECONDS);
        var unused = caller.ended.whenComplete((reason, failure) -> beats.cancel(false));
        return caller;
    }

    /** Java's socket does not tell of each loss: not always of one that the server closes right after it has sent a ping. */
    private void beat() {
        Way now;
        synchronized (this) {
            now = way;
        }
        if (now != null) {
            now.ask();
        }
    }

    /**
     * Comes back without the growing pauses of the phone. This caller has no sound, so the server takes it for gone after
     * eight seconds without a socket, and the pauses may add up to that.
     */
    public ReturningCaller impatient() {
        pauses = SHORT_PAUSES;
        return this;
    }

    private synchronized void hear(Way from, JsonObject news) {
        String type = news.getString("type");
        if (from != way) {
            if (type.equals("resumed") || type.equals("gone")) {
                from.welcome.complete(news);
            }
        } else if (type.equals("ready")) {
            tokens.push(news.getString("token"));
            patience = TimeUnit.SECONDS.toNanos(news.getInt("seconds"));
        } else if (type.equals("received")) {
            arrived = news.getInt("count");
        } else {
            received++;
            note(news.getString("state", ""), news.getString("reason", ""));
        }
    }

    private void note(String state, String reason) {
        if (state.equals("established")) {
            answered.complete(null);
        } else if (state.equals("ended")) {
            ended.complete(EndReason.valueOf(reason));
            answered.completeExceptionally(new AssertionError("Ended before the answer: " + reason));
        }
    }

    /** Says this once, as soon as there is a way. */
    private void say(String message) {
        Way now;
        synchronized (this) {
            sent.add(message);
            now = way;
            transmitted = now == null ? transmitted : sent.size();
        }
        if (now != null) {
            try {
                now.send(message);
            } catch (RuntimeException lostMeanwhile) {
                lost(now);
            }
        }
    }

    private void lost(Way one) {
        one.welcome.completeExceptionally(new AssertionError("closed"));
        synchronized (this) {
            one.gone = true;
            if (one != way || ended.isDone()) {
                return;
            }
            way = null;
            if (comingBack) {
                return;
            }
            comingBack = true;
        }
        threads.execute(this::comeBack);
    }

    private void comeBack() {
        long lost = System.nanoTime();
        long begun = lost;
        for (int attempt = 0; !ended.isDone() && begun - lost < patience(); attempt++) {
            int longest = pauses.get(Math.min(attempt, pauses.size() - 1));
            long pause =
                    TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(longest));
            LockSupport.parkNanos(begun + pause - System.nanoTime());
            begun = System.nanoTime();
            if (isBack() && stays()) {
                lastReturn = System.nanoTime();
                returns.incrementAndGet();
                return;
            }
        }
        ended.complete(EndReason.NETWORK_LOST);
    }

    private boolean isBack() {
        try {
            return tryToComeBack();
        } catch (RuntimeException notNow) {
            return false;
        }
    }

    /** Whether the new socket was not lost at once: then nobody else comes back. */
    private synchronized boolean stays() {
        comingBack = way == null && !ended.isDone();
        return !comingBack;
    }

    private synchronized long patience() {
        return patience;
    }

    /** Whether the server knows the call; ends this caller if it does not. */
    private boolean tryToComeBack() {
        String ticket = CallTicket.fetchToReturn(call, cookie);
        Way next = new Way().open(ticket);
        try {
            return comesBackBy(next);
        } catch (RuntimeException notNow) {
            leave(next);
            throw notNow;
        }
    }

    private void leave(Way one) {
        synchronized (this) {
            way = way == one ? null : way;
        }
        one.socket.abort();
    }

    private boolean comesBackBy(Way next) {
        next.send(introduction());
        JsonObject answer =
                next.welcome.orTimeout(SECONDS_TO_CONNECT, TimeUnit.SECONDS).join();
        if (answer.getString("type").equals("gone")) {
            ended.completeExceptionally(new AssertionError("No node knows the call of " + cookie));
            next.socket.abort();
            return true;
        }
        List<String> missed = moveTo(next, answer);
        next.send("{\"type\":\"kept\"}");
        missed.forEach(next::send);
        return true;
    }

    private synchronized String introduction() {
        return Json.createObjectBuilder()
                .add("type", "resume")
                .add("token", tokens.peek())
                .add("older", Json.createArrayBuilder(tokens.stream().skip(1).toList()))
                .add("received", received)
                .add("sent", arrived == null ? transmitted : arrived)
                .add("answered", answered.isDone())
                .build()
                .toString();
    }

    /** A socket that is closed right after its welcome is none: nobody is told of that a second time. */
    private synchronized List<String> moveTo(Way next, JsonObject answer) {
        if (next.gone) {
            throw new IllegalStateException("closed meanwhile");
        }
        tokens.push(answer.getString("token"));
        while (tokens.size() > MOST_TOKENS) {
            tokens.removeLast();
        }
        way = next;
        transmitted = sent.size();
        arrived = answer.getInt("received");
        return List.copyOf(sent.subList(answer.getInt("received"), sent.size()));
    }

    /** Hangs up, and waits until the server has said why the call ended; fails if no node knew it. */
    public EndReason hangUp() {
        say("{\"type\":\"hangup\"}");
        return hearEnd(Duration.ofSeconds(2 * SECONDS_TO_HEAR));
    }

    /** Waits until the server has said why the call ended; fails if no node knew it. */
    public EndReason hearEnd(Duration limit) {
        EndReason reason =
                ended.copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
        Way last;
        synchronized (this) {
            last = way;
        }
        if (last != null) {
            last.socket.abort();
        }
        return reason;
    }

    /** Whether it has a socket on which the server knows it. */
    public synchronized boolean isConnected() {
        return way != null;
    }

    /** Since it began to call. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    public boolean hasEnded() {
        return ended.isDone();
    }

    /** How it ended, or that it has not. */
    @Override
    public String toString() {
        return "caller " + Integer.toHexString(hashCode()) + ", " + returns + " returns: "
                + ended.copy()
                        .handle((reason, failure) -> String.valueOf(failure == null ? reason : failure))
                        .getNow("in a call");
    }

    /** When it came back last, by {@link System#nanoTime}. */
    public long lastReturn() {
        return lastReturn;
    }

    /** How often it has come back. */
    public int returns() {
        return returns.get();
    }
}
