package org.portalvoip.testing.lab;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.portalvoip.call.CallState;
import org.portalvoip.call.EndReason;

/** A browser's end of the call socket without a browser: sends what a test asks for, and receives events. */
public final class CallClient implements WebSocket.Listener, AutoCloseable {
    /** A session description like Chromium's; nobody answers its ICE, so no media flows. */
    public static final String OFFER = String.join(
            "\r\n",
            "v=0",
            "o=- 5101088740802390938 2 IN IP4 127.0.0.1",
            "s=-",
            "t=0 0",
            "a=group:BUNDLE 0",
            "m=audio 9 UDP/TLS/RTP/SAVPF 111 0 8 126",
            "c=IN IP4 0.0.0.0",
            "a=rtcp:9 IN IP4 0.0.0.0",
            "a=ice-ufrag:meQa",
            "a=ice-pwd:vkG/k4zL12HwuKh9p7F4Sr2I",
            "a=ice-options:trickle",
            "a=fingerprint:sha-256 EC:4D:8E:36:9C:24:03:85:6E:5A:12:FD:36:DB:8A:57:2A:73:D4:1B:53:55:19:A0:1F:9A:44:B2:D1:0C:61:55",
            "a=setup:actpass",
            "a=mid:0",
            "a=sendrecv",
            "a=rtcp-mux",
            "a=rtpmap:111 opus/48000/2",
            "a=rtpmap:0 PCMU/8000",
            "a=rtpmap:8 PCMA/8000",
            "a=rtpmap:126 telephone-event/8000",
            "");

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int SECONDS_TO_HEAR = 30;

    private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private WebSocket socket;

    /** Opens the socket as a page of {@code origin} would, in a browser of its own. */
    public static CallClient open(URI call, String origin) {
        return open(call, origin, CallTicket.fetch(call));
    }

    /** Opens the socket with this ticket. */
    public static CallClient open(URI call, String origin, CallTicket ticket) {
        return open(call, handshake(origin, ticket));
    }

    /** Opens a socket that asks for no ticket, with the handshake of a call. */
    public static CallClient openBare(URI socket, String origin, CallTicket ticket) {
        return open(socket, handshake(origin, ticket));
    }

    private static WebSocket.Builder handshake(String origin, CallTicket ticket) {
        return HTTP.newWebSocketBuilder()
                .header("Origin", origin)
                .header("Cookie", ticket.cookie())
                .subprotocols("voip", ticket.text());
    }

    private static CallClient open(URI call, WebSocket.Builder socket) {
        var client = new CallClient();
        URI address = URI.create(call.toString().replaceFirst("^http", "ws"));
        client.socket = socket.buildAsync(address, client)
                .orTimeout(SECONDS_TO_HEAR, TimeUnit.SECONDS)
                .join();
        return client;
    }

    public CallClient say(JsonObject message) {
        return say(message.toString());
    }

    /** Says nothing if the server has closed the socket meanwhile, as the socket of a browser does. */
    public CallClient say(String message) {
        try {
            socket.sendText(message, true).get(SECONDS_TO_HEAR, TimeUnit.SECONDS);
            return this;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException) {
                return this;
            }
            throw new AssertionError(e);
        } catch (TimeoutException e) {
            throw new AssertionError("Not sent within " + SECONDS_TO_HEAR + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public CallClient offer() {
        return offer(OFFER);
    }

    public CallClient offer(String sdp) {
        return say(
                Json.createObjectBuilder().add("type", "offer").add("sdp", sdp).build());
    }

    public CallClient hangUp() {
        return say("{\"type\":\"hangup\"}");
    }

    /** The next event for which {@code wanted} is true; earlier ones are discarded. */
    public JsonObject hear(Predicate<JsonObject> wanted) {
        try {
            List<JsonObject> others = new ArrayList<>();
            for (JsonObject news = next(); news != null; news = next()) {
                if (wanted.test(news)) {
                    return news;
                }
                others.add(news);
            }
            throw new AssertionError("Not heard within " + SECONDS_TO_HEAR + " s, but " + others);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public JsonObject hearType(String type) {
        return hear(news -> news.getString("type").equals(type));
    }

    public JsonObject hearState(CallState state) {
        return hear(news -> news.getString("type").equals("state")
                && news.getString("state").equalsIgnoreCase(state.name()));
    }

    /** Waits for the end and returns its reason. */
    public EndReason hearEnd() {
        return EndReason.valueOf(hearState(CallState.ENDED).getString("reason"));
    }

    /** Waits until the server has closed the socket. */
    public void awaitClose() {
        closed.orTimeout(SECONDS_TO_HEAR, TimeUnit.SECONDS).join();
    }

    private JsonObject next() throws InterruptedException {
        return heard.poll(SECONDS_TO_HEAR, TimeUnit.SECONDS);
    }

    /** Disappears without a message, as a killed browser does. */
    public void vanish() {
        socket.abort();
    }

    /** Hangs up, so that the call need not first be found to be abandoned. */
    @Override
    public void close() {
        hangUp();
        socket.abort();
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        closed.complete(null);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable cause) {
        closed.complete(null);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            try (var reader = Json.createReader(new StringReader(part.toString()))) {
                heard.add(reader.readObject());
            }
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }
}
