package org.portalvoip.janus;

import static org.portalvoip.janus.Json.number;
import static org.portalvoip.janus.Json.object;
import static org.portalvoip.janus.Json.text;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import org.portalvoip.janus.JanusException.Kind;

/**
 * What Janus sends, as records. Only this class reads its JSON; {@link SipEvent} reads the part of the SIP plugin.
 * Unknown members are ignored.
 */
sealed interface JanusMessage {

    /** Done. {@code id} is the new session or handle, 0 if there is none. */
    record Success(String transaction, long id) implements JanusMessage {}

    /** Accepted; events will report the outcome. */
    record Ack(String transaction) implements JanusMessage {}

    /** The request was refused by the Janus core. */
    record Failure(String transaction, int code, String reason) implements JanusMessage {
        @Override
        public JanusMessage orRefusal() {
            throw new JanusException(Kind.REFUSED, code, reason);
        }
    }

    /** An event of the SIP plugin; {@code jsep} is null if there is none. */
    record Event(String transaction, long sender, SipEvent event, Jsep jsep) implements JanusMessage {
        @Override
        public void tell(LineListener listener) {
            listener.sip(event, jsep);
        }
    }

    /** A candidate of Janus. */
    record Trickle(long sender, IceCandidate candidate) implements JanusMessage {
        @Override
        public void tell(LineListener listener) {
            listener.candidate(candidate);
        }
    }

    /** Media from the browser has started or stopped coming. */
    record Media(long sender, String type, boolean receiving) implements JanusMessage {
        @Override
        public void tell(LineListener listener) {
            listener.media(type, receiving);
        }
    }

    /** Packets are being lost, on the way up from the browser or down to it. */
    record SlowLink(long sender, boolean uplink, long lost) implements JanusMessage {
        @Override
        public void tell(LineListener listener) {
            listener.slowLink(uplink, lost);
        }
    }

    /** The media connection is closed; not the end of a SIP call, see {@link SipEvent.HangUp}. */
    record HangUp(long sender, String reason) implements JanusMessage {
        /** A browser that closes its connection says so by an alert of DTLS (RFC 8446 section 6.1). */
        private static final String BROWSER_CLOSED = "DTLS alert";

        @Override
        public void tell(LineListener listener) {
            listener.mediaClosed(BROWSER_CLOSED.equals(reason), reason);
        }
    }

    /** The handle is gone. */
    record Detached(long sender) implements JanusMessage {}

    /** The session is gone: nothing was heard from us in time. */
    record Timeout() implements JanusMessage {}

    /** What Janus tells of itself. */
    record Info(String transaction, ServerInfo server) implements JanusMessage {}

    /** Anything that nobody here needs, by its kind: {@code keepalive} ends a long poll that waited in vain. */
    record Other(String transaction, long sender, String kind) implements JanusMessage {}

    /** Name of the request that this answers, or null. */
    default String transaction() {
        return null;
    }

    /** Handle that this is about, or 0. */
    default long sender() {
        return 0;
    }

    /** This answer, or the exception that it means. */
    default JanusMessage orRefusal() {
        return this;
    }

    /** The id of what was created; it must be there. */
    default long madeId() {
        if (this instanceof Success success && success.id() != 0) {
            return success.id();
        }
        throw new JanusException(Kind.NOT_JANUS, "Janus created something without an id");
    }

    /** Passes this to a line's listener, if it concerns the line. */
    default void tell(LineListener listener) {}

    /** A message and the session that it is about, 0 if it does not say. */
    record Addressed(long session, JanusMessage message) {}

    /**
     * Reads what came in one piece: a message, or on long poll an array of them.
     *
     * @throws JanusException if it is not the Janus API
     */
    static List<Addressed> read(String text) {
        try {
            JsonStructure json = Json.read(text);
            return json instanceof JsonArray array
                    ? array.stream()
                            .map(JsonValue::asJsonObject)
                            .map(JanusMessage::addressed)
                            .toList()
                    : List.of(addressed(json.asJsonObject()));
        } catch (JsonException | ClassCastException | IllegalArgumentException e) {
            throw new JanusException(Kind.NOT_JANUS, 0, "what came is not a message of the Janus API", e);
        }
    }

    private static Addressed addressed(JsonObject json) {
        return new Addressed(number(json, "session_id"), parse(json));
    }

    private static JanusMessage parse(JsonObject json) {
        String kind = text(json, "janus");
        String transaction = text(json, "transaction");
        long sender = number(json, "sender");
        if (kind == null) {
            throw new JanusException(Kind.NOT_JANUS, "what came is not a message of the Janus API");
        }
        return switch (kind) {
            case "success" -> new Success(transaction, number(object(json, "data"), "id"));
            case "ack" -> new Ack(transaction);
            case "server_info" -> new Info(transaction, server(json));
            case "error" -> failure(transaction, object(json, "error"));
            case "event" ->
                new Event(transaction, sender, SipEvent.parse(object(object(json, "plugindata"), "data")), jsep(json));
            case "trickle" -> trickle(sender, object(json, "candidate"));
            case "media" -> new Media(sender, text(json, "type"), json.getBoolean("receiving", false));
            case "slowlink" -> new SlowLink(sender, json.getBoolean("uplink", false), number(json, "lost"));
            case "hangup" -> new HangUp(sender, text(json, "reason"));
            case "detached" -> new Detached(sender);
            case "timeout" -> new Timeout();
            default -> new Other(transaction, sender, kind);
        };
    }

    private static ServerInfo server(JsonObject json) {
        return new ServerInfo(
                text(json, "version_string"),
                seconds(json, "session-timeout"),
                seconds(json, "reclaim-session-timeout"));
    }

    private static Duration seconds(JsonObject json, String member) {
        return Duration.ofSeconds(Math.max(0, (int) number(json, member)));
    }

    private static Failure failure(String transaction, JsonObject error) {
        return new Failure(transaction, (int) number(error, "code"), text(error, "reason"));
    }

    private static JanusMessage trickle(long sender, JsonObject json) {
        String line = text(json, "candidate");
        boolean none = line == null || line.isEmpty();
        IceCandidate candidate = none
                ? IceCandidate.COMPLETED
                : new IceCandidate(line, text(json, "sdpMid"), (int) number(json, "sdpMLineIndex"));
        return new Trickle(sender, candidate);
    }

    private static Jsep jsep(JsonObject json) {
        JsonObject jsep = object(json, "jsep");
        return jsep.isEmpty() ? null : new Jsep(String.valueOf(text(jsep, "type")), String.valueOf(text(jsep, "sdp")));
    }
}
