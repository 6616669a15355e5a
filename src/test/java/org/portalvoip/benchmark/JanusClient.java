package org.portalvoip.benchmark;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whoever speaks to Janus directly, over one connection: a program that holds the account and places many calls in one
 * session, or a visitor's page that places one. Only the program keeps its session alive.
 */
final class JanusClient implements WebSocket.Listener, AutoCloseable {
    private static final int SECONDS_TO_CONNECT = 10;
    /** Janus lets a session go after a minute without a word. */
    private static final int SECONDS_OF_SILENCE = 20;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String apiSecret;
    private final Map<String, JanusLine> byTransaction = new ConcurrentHashMap<>();
    private final Map<Long, JanusLine> byHandle = new ConcurrentHashMap<>();
    private final AtomicInteger lines = new AtomicInteger();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;
    private final JanusLine first;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(0);
    private long master;

    private JanusClient(URI janus, String apiSecret) {
        this.apiSecret = apiSecret;
        socket = HTTP.newWebSocketBuilder()
                .subprotocols("janus-protocol")
                .buildAsync(janus, this)
                .orTimeout(SECONDS_TO_CONNECT, TimeUnit.SECONDS)
                .join();
        first = new JanusLine(this, "first", 0);
        first.create();
    }

    /**
     * Connects, and prepares calls of {@code user}.
     *
     * @param apiSecret null if Janus has none
     * @param password null for a guest
     */
    static JanusClient open(URI janus, String apiSecret, String user, String password) {
        JanusClient client = new JanusClient(janus, apiSecret);
        client.master = client.first.register(account(user, password));
        var unused = client.clock.scheduleAtFixedRate(
                client.first::keepAlive, SECONDS_OF_SILENCE, SECONDS_OF_SILENCE, TimeUnit.SECONDS);
        return client;
    }

    /** Connects a visitor's page, with a session of its own, which calls with the account of {@code owner}. */
    static JanusClient visit(URI janus, JanusClient owner) {
        JanusClient client = new JanusClient(janus, owner.apiSecret);
        client.master = owner.master;
        return client;
    }

    private static JsonObjectBuilder account(String user, String password) {
        JsonObjectBuilder account = Json.createObjectBuilder()
                .add("username", "sip:" + user + "@127.0.0.1")
                .add("authuser", user)
                .add("proxy", "sip:127.0.0.1:5061");
        return password == null
                ? account.add("type", "guest")
                : account.add("secret", password).add("send_register", false);
    }

    /** A line that is ready to call. */
    JanusLine line() {
        return helper(new JanusLine(this, nextName(), first.session()));
    }

    /** A line that is ready to call, in a session of its own. */
    JanusLine lineInItsOwnSession() {
        JanusLine line = new JanusLine(this, nextName(), 0);
        line.create();
        return helper(line);
    }

    private String nextName() {
        return "line" + lines.incrementAndGet();
    }

    private JanusLine helper(JanusLine line) {
        line.register(Json.createObjectBuilder()
                .add("type", "helper")
                .add("username", "sip:guest@127.0.0.1")
                .add("master_id", master));
        return line;
    }

    void add(JanusLine line) {
        byTransaction.put(line.name(), line);
    }

    void add(JanusLine line, long handle) {
        byHandle.put(handle, line);
    }

    void remove(JanusLine line) {
        byTransaction.remove(line.name());
        byHandle.remove(line.handle());
    }

    synchronized void send(JanusLine line, JsonObjectBuilder request) {
        request.add("transaction", line.name());
        if (line.session() != 0) {
            request.add("session_id", line.session());
        }
        if (line.handle() != 0) {
            request.add("handle_id", line.handle());
        }
        if (apiSecret != null) {
            request.add("apisecret", apiSecret);
        }
        socket.sendText(request.build().toString(), true).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            try (var reader = Json.createReader(new StringReader(part.toString()))) {
                dispatch(reader.readObject());
            }
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    private void dispatch(JsonObject message) {
        JanusLine line = message.containsKey("transaction")
                ? byTransaction.get(message.getString("transaction"))
                : byHandle.get(
                        message.containsKey("sender")
                                ? message.getJsonNumber("sender").longValue()
                                : 0L);
        if (line != null) {
            line.heard(message);
        }
    }

    /** Leaves no session at Janus. */
    @Override
    public void close() {
        clock.shutdownNow();
        first.destroy();
        socket.abort();
    }
}
