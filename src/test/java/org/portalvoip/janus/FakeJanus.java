package org.portalvoip.janus;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A Janus with SIP plugin for tests, in plain Java: HTTP and WebSocket on 127.0.0.1, no media. Its messages were
 * taken from recordings of Janus 1.1.2. It costs a thread for each connection and about a hundred bytes for each
 * call. See {@link FakeSession} for who answers at which extension. Longer than 200 lines, because both transports lead
 * to the same sessions.
 */
final class FakeJanus implements AutoCloseable {
    private final Map<Long, FakeSession> sessions = new ConcurrentHashMap<>();
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final AtomicInteger polls = new AtomicInteger();
    private final Queue<JsonObject> requests = new ConcurrentLinkedQueue<>();
    private final AtomicLong ids = new AtomicLong(1L << 52);
    private final Set<String> deadServers = ConcurrentHashMap.newKeySet();
    private final Set<String> refusingServers = ConcurrentHashMap.newKeySet();
    private final Map<Long, String> serversOfMasters = new ConcurrentHashMap<>();
    private volatile String apiSecret;
    private volatile boolean refusesHelpers;
    private volatile boolean silent;
    private volatile boolean echoTest = true;
    private volatile boolean recording = true;
    private volatile int reclaimSeconds;
    private volatile int sessionSeconds = 1;
    private volatile FakePort webSocket;
    private volatile FakePort http;

    private FakeJanus() {}

    /** A fake that answers. */
    static FakeJanus started() {
        FakeJanus janus = new FakeJanus();
        janus.listen(0, 0);
        return janus;
    }

    /** In a separate JVM, until it is killed. Arguments: the port for WebSocket and the port for HTTP. */
    public static void main(String[] arguments) throws InterruptedException {
        FakeJanus janus = new FakeJanus();
        janus.recording = false;
        janus.withoutEchoTest(); // to which no browser could connect
        janus.listen(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        Thread.currentThread().join();
    }

    private void listen(int webSocketPort, int httpPort) {
        webSocket = new FakePort(webSocketPort, socket -> new FakeWebSocket(this, socket));
        http = new FakePort(httpPort, socket -> new FakeHttp(this, socket));
    }

    JanusAddress webSocket() {
        return JanusAddress.parse("ws://127.0.0.1:" + webSocket.number() + "/");
    }

    JanusAddress http() {
        return JanusAddress.parse("http://127.0.0.1:" + http.number() + "/janus");
    }

    /** From now on requests need this {@code apisecret}. */
    void requireSecret(String secret) {
        apiSecret = secret;
    }

    /** From now on says that it keeps sessions so long without a WebSocket, or without hearing of them, and does. */
    FakeJanus patient(int seconds) {
        reclaimSeconds = seconds;
        sessionSeconds = seconds;
        return this;
    }

    /** From now on every helper is refused with 453. */
    void refuseHelpers() {
        refusesHelpers = true;
    }

    /** From now on this SIP server ({@code sip:address:port}) is not reached: neither REGISTER nor INVITE gets an answer. */
    void killServer(String uri) {
        deadServers.add(uri);
    }

    /** It is reached again. */
    void reviveServer(String uri) {
        deadServers.remove(uri);
    }

    /** From now on this SIP server does not accept any account. */
    void refuseAccount(String uri) {
        refusingServers.add(uri);
    }

    /** Sends an event about each master, with this {@code plugindata.data}. */
    void tellMasters(String data) {
        sessions.values().forEach(session -> session.masters().forEach(master -> session.tell(master, data)));
    }

    /** SIP's answer to the REGISTER of a master; 200 if all is well. */
    int registrationOf(long master) {
        String server = serversOfMasters.getOrDefault(master, "");
        return refusingServers.contains(server) ? 403 : isDead(master) ? 503 : 200;
    }

    /** Where the stack of a master sends everything. */
    void sendsTo(long master, String uri) {
        serversOfMasters.put(master, uri);
    }

    boolean isDead(long master) {
        return deadServers.contains(serversOfMasters.getOrDefault(master, ""));
    }

    /** The next request with this verb of the core or of the SIP plugin, or the next {@code poll}, meets a fault. */
    void once(String verb, Fault fault) {
        faults.put(verb, fault);
    }

    Fault faultFor(String verb) {
        return faults.remove(verb);
    }

    /** The requests so far with this verb of the core or the SIP plugin. */
    List<JsonObject> requests(String verb) {
        return requests.stream()
                .filter(request -> FakeSession.verb(request).equals(verb))
                .toList();
    }

    /** How many long polls have come in. */
    AtomicInteger polls() {
        return polls;
    }

    int sessions() {
        return sessions.size();
    }

    int handles() {
        return sessions.values().stream().mapToInt(FakeSession::handles).sum();
    }

    int connections() {
        return webSocket.connections() + http.connections();
    }

    /** Sends an event about a handle, with this {@code plugindata.data}. */
    void tell(long handle, String data) {
        sessions.values().forEach(session -> session.tell(handle, data));
    }

    /** The far end of this handle's call hangs up. */
    void farEndHangsUp(long handle) {
        sessions.values().forEach(session -> session.farEndHangsUp(handle));
    }

    /** The far end of this handle's call, which rings, answers. */
    void farEndAnswers(long handle) {
        sessions.values().forEach(session -> session.farEndAnswers(handle));
    }

    /** Takes a handle away, and the helpers of a master with it, whichever session they are in. */
    void detach(long handle) {
        sessions.values().forEach(session -> session.detached(handle));
    }

    /** As Janus does when a master's handle is gone. */
    void detachHelpersOf(long master) {
        sessions.values().forEach(session -> session.detachHelpersOf(master));
    }

    boolean hasHandle(long handle) {
        return sessions.values().stream().anyMatch(session -> session.hasHandle(handle));
    }

    /** Lets all sessions time out. */
    void timeOut() {
        sessions.values().forEach(FakeSession::timeOut);
    }

    /** From now on accepts everything and stays silent, or answers again. */
    void silent(boolean silent) {
        this.silent = silent;
    }

    boolean isSilent() {
        return silent;
    }

    /** Cuts all connections; sessions of a WebSocket end with it. */
    void cut() {
        webSocket.cut();
        http.cut();
    }

    /** The address for HTTP. */
    FakePort httpPort() {
        return http;
    }

    /** Accepts no connection, as when a proxy is gone; the sessions stay. */
    void unreachable() {
        close();
    }

    /** Stops, as if killed: all sessions are gone, and nobody is notified. */
    void kill() {
        close();
        sessions.clear();
    }

    /** Comes back on the same ports after {@link #kill}. */
    void restart() {
        listen(webSocket.number(), http.number());
    }

    @Override
    public void close() {
        webSocket.close();
        http.close();
    }

    void closed(FakeConnection connection) {
        if (reclaimSeconds > 0) {
            return;
        }
        sessions.values().stream()
                .filter(session -> session.livesOn(connection))
                .forEach(this::forget);
    }

    FakeSession session(long id) {
        return sessions.get(id);
    }

    void forget(FakeSession session) {
        sessions.remove(session.id());
        session.masters().forEach(this::detachHelpersOf);
    }

    boolean wrongSecret(String given) {
        return apiSecret != null && !apiSecret.equals(given);
    }

    boolean hasEchoTest() {
        return echoTest;
    }

    /** From now on there is only the SIP plugin. */
    void withoutEchoTest() {
        echoTest = false;
    }

    boolean refusesHelpers() {
        return refusesHelpers;
    }

    long nextId() {
        return ids.incrementAndGet();
    }

    /** The direct answer to a request; the events it causes go to {@code events}. */
    String answer(JsonObject request, FakeConnection from, Queue<String> events) {
        if (recording) {
            requests.add(request);
        }
        String transaction = request.getString("transaction", "");
        if (wrongSecret(request.getString("apisecret", null))) {
            return FakeMessages.error(transaction, 403, "Unauthorized request (wrong or missing secret/token)");
        }
        if (request.getString("janus").equals("info")) {
            return FakeMessages.info(transaction, sessionSeconds, reclaimSeconds);
        }
        if (request.getString("janus").equals("create")) {
            long id = request.containsKey("id") ? request.getJsonNumber("id").longValue() : nextId();
            sessions.put(id, new FakeSession(this, id, from));
            return FakeMessages.success(transaction, id);
        }
        FakeSession session = sessions.get(request.getJsonNumber("session_id").longValue());
        return session == null
                ? FakeMessages.error(transaction, 458, "No such session " + request.get("session_id"))
                : session.answer(request, from, events);
    }
}
