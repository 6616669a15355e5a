package org.portalvoip.janus.transport;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.portalvoip.janus.transport.TransportException.Kind;

/** The Janus API over one WebSocket with subprotocol {@code janus-protocol}. */
final class WebSocketTransport implements JanusTransport, WebSocket.Listener {

    /** How long the other end may take to read the last requests. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final URI server;
    private final HttpClient client;
    private final TransportLimits limits;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> closedByOther = new CompletableFuture<>();
    private final StringBuilder message = new StringBuilder();
    private Receiver receiver;
    private volatile WebSocket socket;
    private CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);

    WebSocketTransport(URI server, HttpClient client, TransportLimits limits) {
        this.server = server;
        this.client = client;
        this.limits = limits;
    }

    @Override
    public CompletionStage<Void> open(Receiver to) {
        receiver = to;
        return client.newWebSocketBuilder()
                .subprotocols("janus-protocol")
                .connectTimeout(limits.connect())
                .buildAsync(server, this)
                .thenAccept(opened -> socket = opened);
    }

    @Override
    public CompletionStage<Void> sendToRoot(long session, String json) {
        return send(session, 0, json);
    }

    @Override
    public boolean bindsSessions() {
        return true;
    }

    /** Janus sends all by itself. */
    @Override
    public void listen(long session) {}

    @Override
    public void ignore(long session) {}

    /** A WebSocket of the JDK takes one message at a time, so each waits for the one before it. */
    @Override
    public synchronized CompletionStage<Void> send(long session, long handle, String json) {
        sent = sent.handle((done, failure) -> socket)
                .thenCompose(open -> open.sendText(json, true))
                .thenApply(done -> null);
        return sent;
    }

    /**
     * Lets the other end read all that was sent, and close first (RFC 6455 section 7.1.1). Were the connection cut now, TCP
     * would reset it as soon as something more arrives (RFC 1122 section 4.2.2.13), and the last requests could be lost.
     */
    @Override
    public void close() {
        closed.set(true);
        WebSocket open = socket;
        if (open != null) {
            var unused = open.sendClose(WebSocket.NORMAL_CLOSURE, "");
            var unusedCut = closedByOther
                    .completeOnTimeout(null, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                    .thenRun(open::abort);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket open, CharSequence part, boolean last) {
        if (closed.get()) {
            open.request(1);
            return null;
        }
        if (message.length() + part.length() > limits.messageLength()) {
            lost(open, new TransportException(Kind.TOO_LARGE, "a message is longer than " + limits.messageLength()));
            return null;
        }
        message.append(part);
        if (last) {
            String text = message.toString();
            message.setLength(0);
            receiver.received(0, text);
        }
        open.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket open, ByteBuffer data, boolean last) {
        lost(open, new TransportException(Kind.NOT_TEXT, "Janus sends text, this is binary"));
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket open, int code, String reason) {
        lost(open, new TransportException(Kind.UNREACHABLE, code, "Janus closed the connection", null));
        return null;
    }

    @Override
    public void onError(WebSocket open, Throwable failure) {
        lost(open, TransportException.from(failure));
    }

    private void lost(WebSocket open, TransportException reason) {
        open.abort();
        closedByOther.complete(null);
        if (closed.compareAndSet(false, true)) {
            receiver.lost(0, reason);
        }
    }
}
