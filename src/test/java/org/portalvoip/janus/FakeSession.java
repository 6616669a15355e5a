package org.portalvoip.janus;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A session of {@link FakeJanus} and its extensions: 0180 rings, 0182 lets wait, 0486 is busy, 0404 is unknown, 0000 stays silent, 0200
 * answers when it is cancelled, 0000200 rings on even then, and all others ring and answer at once; 0777 then sends back each
 * candidate that it receives. Longer than 200 lines, because whatever Janus may answer to one session is here.
 */
final class FakeSession {

    private static final class Handle {
        private volatile long master;
        private volatile String call;
        private volatile boolean mirrors;
        private volatile boolean answered;
        private volatile boolean crosses;
        private volatile boolean stays;
    }

    private final FakeJanus janus;
    private final long id;
    private volatile FakeConnection connection;
    private final Map<Long, Handle> handles = new ConcurrentHashMap<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Queue<Object> polls = new ConcurrentLinkedQueue<>();

    FakeSession(FakeJanus janus, long id, FakeConnection connection) {
        this.janus = janus;
        this.id = id;
        this.connection = connection;
    }

    static String verb(JsonObject request) {
        String core = request.getString("janus");
        // Requests of the echo test have no name.
        return core.equals("message") ? request.getJsonObject("body").getString("request", "echo") : core;
    }

    long id() {
        return id;
    }

    int handles() {
        return handles.size();
    }

    boolean livesOn(FakeConnection other) {
        return connection == other && connection.ownsSessions();
    }

    /** The long polls that wait, in the order of their coming. */
    Queue<Object> polls() {
        return polls;
    }

    /** Where events wait for the next long poll. */
    BlockingQueue<String> events() {
        return events;
    }

    /** Sends an event now, or with the next poll. */
    void emit(String event) {
        String addressed = event.replaceFirst("\\{", "{\"session_id\":" + id + ",");
        if (connection.ownsSessions()) {
            connection.send(addressed);
        } else {
            events.add(addressed);
        }
    }

    boolean hasHandle(long handle) {
        return handles.containsKey(handle);
    }

    /** The handles that helpers may name. */
    List<Long> masters() {
        return handles.entrySet().stream()
                .filter(handle -> handle.getValue().master == handle.getKey())
                .map(Map.Entry::getKey)
                .toList();
    }

    void detachHelpersOf(long master) {
        handles.forEach((helper, state) -> {
            if (state.master == master) {
                detached(helper);
            }
        });
    }

    void tell(long handle, String data) {
        if (handles.containsKey(handle)) {
            emit(FakeMessages.event(handle, handles.get(handle).call, data, ""));
        }
    }

    void detached(long handle) {
        Handle gone = handles.remove(handle);
        if (gone == null) {
            return;
        }
        emit("{\"janus\":\"detached\",\"sender\":" + handle + "}");
        if (gone.master == handle) {
            janus.detachHelpersOf(handle);
        }
    }

    /** The direct answer; what follows it goes to {@code after}. */
    String answer(JsonObject request, FakeConnection from, Queue<String> after) {
        String transaction = request.getString("transaction");
        long handle = request.containsKey("handle_id")
                ? request.getJsonNumber("handle_id").longValue()
                : 0;
        if (handle != 0 && !handles.containsKey(handle)) {
            return FakeMessages.error(transaction, 459, "No such handle " + handle + " in session " + id);
        }
        switch (request.getString("janus")) {
            case "claim" -> connection = from;
            case "attach" -> {
                if (request.getString("plugin").endsWith("echotest") && !janus.hasEchoTest()) {
                    return FakeMessages.error(transaction, 460, "No such plugin 'janus.plugin.echotest'");
                }
                return FakeMessages.success(transaction, attach());
            }
            case "detach" -> detached(handle);
            case "destroy" -> janus.forget(this);
            default -> {
                begin(handle, request, after);
                return "{\"janus\":\"ack\",\"session_id\":" + id + ",\"transaction\":\"" + transaction + "\"}";
            }
        }
        return "{\"janus\":\"success\",\"transaction\":\"" + transaction + "\"}";
    }

    private long attach() {
        long made = janus.nextId();
        handles.put(made, new Handle());
        return made;
    }

    private void begin(long handle, JsonObject request, Queue<String> after) {
        switch (request.getString("janus")) {
            case "trickle" -> trickle(handle, request.get("candidate"), after);
            case "message" -> {
                JsonObject body = request.getJsonObject("body");
                if (verb(request).equals("echo")) {
                    echo(handle, request.getString("transaction"), after);
                } else if (body.getString("request").equals("update")) {
                    update(handle, request, after);
                } else {
                    sip(handle, request.getString("transaction"), body, after);
                }
            }
            default -> {}
        }
    }

    private void echo(long handle, String transaction, Queue<String> after) {
        after.add("{\"janus\":\"trickle\",\"sender\":" + handle + ",\"candidate\":{\"completed\":true}}");
        after.add(FakeMessages.event(
                handle, transaction, "{\"echotest\":\"event\",\"result\":\"ok\"}", FakeMessages.ANSWER));
    }

    private void update(long handle, JsonObject request, Queue<String> after) {
        String transaction = request.getString("transaction");
        Handle state = handles.get(handle);
        if (state.call == null) {
            after.add(FakeMessages.refusal(handle, transaction, 447, "Wrong state (not in a call?)"));
        } else if (request.getJsonObject("jsep").getString("type").equals("answer")) {
            after.add(FakeMessages.result(handle, transaction, "updated", ""));
        } else {
            after.add(FakeMessages.result(handle, transaction, "updating", ""));
            after.add(FakeMessages.result(handle, state.call, "accepted", "", FakeMessages.ANSWER));
        }
    }

    private void trickle(long handle, JsonValue candidate, Queue<String> after) {
        if (handles.get(handle).mirrors) {
            after.add("{\"janus\":\"trickle\",\"sender\":" + handle + ",\"candidate\":" + candidate + "}");
        }
    }

    void timeOut() {
        emit("{\"janus\":\"timeout\"}");
        janus.forget(this);
    }

    private void sip(long handle, String transaction, JsonObject body, Queue<String> after) {
        Handle state = handles.get(handle);
        switch (body.getString("request")) {
            case "register" -> register(handle, transaction, body, after);
            case "call" -> call(handle, transaction, body.getString("uri"), after);
            case "dtmf_info" -> after.add(FakeMessages.result(handle, transaction, "dtmfsent", ""));
            case "recording" ->
                after.add(
                        state.call == null
                                ? FakeMessages.refusal(handle, transaction, 447, "Wrong state (not in a call?)")
                                : FakeMessages.result(handle, transaction, "recordingupdated", ""));
            case "info" ->
                after.add(
                        state.answered
                                ? FakeMessages.refusal(handle, transaction, 443, "Missing mandatory element (type)")
                                : FakeMessages.refusal(handle, transaction, 0, "Wrong state (not in a call?)"));
            case "hangup" -> {
                if (state.crosses) {
                    after.add(FakeMessages.result(handle, transaction, "hangingup", ""));
                    after.add(FakeMessages.result(handle, state.call, "accepted", "", FakeMessages.ANSWER));
                } else if (state.call != null && !state.stays) {
                    after.add(FakeMessages.result(handle, transaction, "hangingup", ""));
                    end(handle, 200, "to BYE", after);
                }
            }
            default -> after.add(FakeMessages.refusal(handle, transaction, 442, "Unknown request"));
        }
    }

    private void register(long handle, String transaction, JsonObject body, Queue<String> after) {
        boolean helper = body.getString("type", "").equals("helper");
        long master = helper ? body.getJsonNumber("master_id").longValue() : handle;
        if (helper && (janus.refusesHelpers() || !janus.hasHandle(master))) {
            after.add(FakeMessages.refusal(handle, transaction, 453, "No such master session"));
            return;
        }
        handles.get(handle).master = master;
        boolean sent = body.getBoolean("send_register", !helper && !body.containsKey("type"));
        if (!helper) {
            janus.sendsTo(master, body.getString("outbound_proxy"));
        }
        int status = sent ? janus.registrationOf(master) : 200;
        if (status != 200) {
            after.add(FakeMessages.result(
                    handle, null, "registration_failed", ",\"code\":" + status + ",\"reason\":\"no\""));
            return;
        }
        // Janus reports the outcome of a real REGISTER without a transaction.
        after.add(FakeMessages.result(
                handle,
                sent ? null : transaction,
                "registered",
                ",\"username\":\"goofy\",\"register_sent\":" + sent + ",\"master_id\":" + master));
    }

    private void call(long handle, String transaction, String uri, Queue<String> after) {
        handles.get(handle).call = transaction;
        handles.get(handle).mirrors = uri.startsWith("sip:0777@");
        String calling = FakeMessages.result(handle, transaction, "calling", ",\"call_id\":\"call-" + handle + "\"");
        if (janus.isDead(handles.get(handle).master)) {
            Queue<String> ends = new ArrayDeque<>();
            end(handle, 503, "Service Unavailable", ends);
            boolean overtakes = uri.startsWith("sip:0503@"); // as a thread of Janus overtakes another one
            after.addAll(overtakes ? ends : List.of(calling));
            after.addAll(overtakes ? List.of(calling) : ends);
            return;
        }
        after.add(calling);
        switch (uri.replaceAll("sip:|@.*", "")) {
            case "0000" -> {}
            case "0200", "0000200" -> {
                handles.get(handle).crosses = uri.startsWith("sip:0200@");
                handles.get(handle).stays = true;
                after.add(FakeMessages.result(handle, transaction, "ringing", ""));
            }
            case "0180" -> after.add(FakeMessages.result(handle, transaction, "ringing", ""));
            case "0182" -> {
                after.add(FakeMessages.result(handle, transaction, "proceeding", ",\"code\":182"));
                for (String place : List.of("3", "3", "2")) {
                    String headers = ",\"headers\":{\"X-Queue-Position\":\"" + place + "\"}";
                    after.add(FakeMessages.result(handle, transaction, "ringing", headers));
                }
            }
            case "0202" -> { // an answer that overtakes
                handles.get(handle).answered = true;
                after.remove(calling);
                after.add(FakeMessages.result(handle, transaction, "accepted", "", FakeMessages.ANSWER));
                after.add(calling);
            }
            case "0404" -> end(handle, 404, "Not Found", after);
            case "0488" -> end(handle, 488, "Not Acceptable Here", after);
            case "0486" -> end(handle, 486, "Busy Here", after);
            default -> {
                handles.get(handle).answered = true;
                after.add(FakeMessages.result(handle, transaction, "ringing", ""));
                after.add("{\"janus\":\"trickle\",\"sender\":" + handle + ",\"candidate\":{\"completed\":true}}");
                after.add(FakeMessages.result(
                        handle, transaction, "accepted", ",\"username\":\"" + uri + "\"", FakeMessages.ANSWER));
            }
        }
    }

    private void end(long handle, int code, String reason, Queue<String> after) {
        Handle state = handles.get(handle);
        after.add(FakeMessages.result(
                handle, state.call, "hangup", ",\"code\":" + code + ",\"reason\":\"" + reason + "\""));
        after.add("{\"janus\":\"hangup\",\"sender\":" + handle + ",\"reason\":\"Close PC\"}");
        state.call = null;
        state.answered = false;
    }

    /** The far end hangs up. */
    void farEndHangsUp(long handle) {
        if (handles.containsKey(handle)) {
            Queue<String> told = new ArrayDeque<>();
            end(handle, 200, "Session Terminated", told);
            told.forEach(this::emit);
        }
    }

    /** The far end answers. */
    void farEndAnswers(long handle) {
        if (handles.containsKey(handle)) {
            handles.get(handle).answered = true;
            emit(FakeMessages.result(handle, handles.get(handle).call, "accepted", "", FakeMessages.ANSWER));
        }
    }
}
