package org.portalvoip.benchmark;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.portalvoip.testing.lab.CallClient;

/** A handle of the SIP plugin, driven step by step by one thread. */
final class JanusLine {
    private static final Set<String> RINGS = Set.of("ringing", "accepted");
    private static final int SECONDS_TO_HEAR = 20;

    private static final JsonValue NOTHING = JsonValue.EMPTY_JSON_OBJECT;

    private final JanusClient client;
    private final String name;
    private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
    private long session;
    private long handle;

    /**
     * @param name also the transaction of all its requests
     * @param session 0 for one of its own, see {@link #create}
     */
    JanusLine(JanusClient client, String name, long session) {
        this.client = client;
        this.name = name;
        this.session = session;
        client.add(this);
    }

    String name() {
        return name;
    }

    long session() {
        return session;
    }

    long handle() {
        return handle;
    }

    /** Creates the session. */
    void create() {
        ask("create");
        session = hearId();
    }

    /** Ends the session and all that is in it. */
    void destroy() {
        handle = 0; // Janus refuses this to a handle
        ask("destroy");
        awaitSuccess();
    }

    /** Does not wait for Janus's answer. */
    void keepAlive() {
        ask("keepalive");
    }

    /** Waits until Janus has answered a request that does nothing. */
    void ping() {
        ask("keepalive");
        hear(message -> message.getString("janus").equals("ack"));
    }

    /** Attaches and registers, and returns the id by which helpers name their master. */
    long register(JsonObjectBuilder account) {
        client.send(this, core("attach").add("plugin", "janus.plugin.sip"));
        handle = hearId();
        client.add(this, handle);
        plugin(account.add("request", "register"));
        return hearEvent("registered").getJsonNumber("master_id").longValue();
    }

    /** Calls and waits for the answer. */
    void call(String extension) {
        place(extension);
        hearAnswer();
    }

    /**
     * Calls and waits until it rings.
     *
     * @return whether it was answered already: the two answers of a telephone that answers at once may overtake each
     *     other
     */
    boolean ring(String extension) {
        place(extension);
        return result(hear(message -> RINGS.contains(event(message))))
                .getString("event")
                .equals("accepted");
    }

    void hearAnswer() {
        hearEvent("accepted");
    }

    private void place(String extension) {
        JsonObjectBuilder offer =
                Json.createObjectBuilder().add("type", "offer").add("sdp", CallClient.OFFER);
        JsonObjectBuilder body =
                Json.createObjectBuilder().add("request", "call").add("uri", "sip:" + extension + "@127.0.0.1:5061");
        client.send(this, core("message").add("body", body).add("jsep", offer));
    }

    /** Ends the call and the line. */
    void hangUp() {
        plugin(Json.createObjectBuilder().add("request", "hangup"));
        hearEvent("hangup");
        ask("detach");
        awaitSuccess();
        client.remove(this);
    }

    private void awaitSuccess() {
        hear(message -> message.getString("janus").equals("success"));
    }

    private void ask(String verb) {
        client.send(this, core(verb));
    }

    private void plugin(JsonObjectBuilder body) {
        client.send(this, core("message").add("body", body));
    }

    private static JsonObjectBuilder core(String verb) {
        return Json.createObjectBuilder().add("janus", verb);
    }

    void heard(JsonObject message) {
        heard.add(message);
    }

    private long hearId() {
        return hear(message -> message.containsKey("data"))
                .getJsonObject("data")
                .getJsonNumber("id")
                .longValue();
    }

    private JsonObject hearEvent(String event) {
        return result(hear(message -> event.equals(event(message))));
    }

    private static String event(JsonObject message) {
        return result(message).getString("event", "");
    }

    /** The event of the SIP plugin; empty for any other message. */
    private static JsonObject result(JsonObject message) {
        JsonObject data = message.getOrDefault("plugindata", NOTHING).asJsonObject();
        JsonObject content = data.getOrDefault("data", NOTHING).asJsonObject();
        return content.getOrDefault("result", NOTHING).asJsonObject();
    }

    private JsonObject hear(Predicate<JsonObject> wanted) {
        try {
            JsonObject message = heard.poll(SECONDS_TO_HEAR, TimeUnit.SECONDS);
            while (message != null && !wanted.test(message)) {
                message = heard.poll(SECONDS_TO_HEAR, TimeUnit.SECONDS);
            }
            if (message == null) {
                throw new IllegalStateException("Janus is silent on " + name);
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
