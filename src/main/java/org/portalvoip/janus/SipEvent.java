package org.portalvoip.janus;

import static org.portalvoip.janus.Json.number;
import static org.portalvoip.janus.Json.object;
import static org.portalvoip.janus.Json.text;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the SIP plugin of Janus says about a handle; only this class reads its JSON. A call goes through
 * {@link Calling}, {@link Ringing}, perhaps {@link Progress}, {@link Accepted} and {@link HangUp}.
 */
public sealed interface SipEvent {
    /**
     * In which a telephone system repeats the talk that a transfer asks to replace (RFC 3891): Janus tells nothing of the
     * headers of a Refer-To, except for one spelling, and this header field of a REFER as it is.
     */
    String REPLACES_HEADER = "X-Replaces";

    /** SIP's status for whoever is queued. */
    int QUEUED = 182;

    /** The handle can place calls. {@code masterId} is what helpers name. */
    record Registered(long masterId) implements SipEvent {}

    /** The SIP server did not accept the account; 904 means a wrong user or secret. */
    record RegistrationFailed(int code, String reason) implements SipEvent {}

    /** The INVITE is on its way. */
    record Calling(String callId) implements SipEvent {}

    /** The far phone rings (180 or 183 without a session description). The names of the headers are in lower case. */
    record Ringing(Map<String, String> headers) implements SipEvent {
        /** Without header fields of interest. */
        public Ringing() {
            this(Map.of());
        }
    }

    /** The caller waits in the far end's queue (182). */
    record Queued() implements SipEvent {}

    /** Early media: comes with the answer, and then {@link Accepted} has none. */
    record Progress(Map<String, String> headers) implements SipEvent {
        /** Without header fields of interest. */
        public Progress() {
            this(Map.of());
        }
    }

    /** Somebody answered. */
    record Accepted() implements SipEvent {}

    /**
     * The far end changes the running call (re-INVITE, RFC 3261 section 14), and waits for {@link Line#update}: with an
     * answer if this came with an offer, otherwise with an offer.
     */
    record Updating() implements SipEvent {}

    /** The outcome of {@link Line#restart}; comes with Janus's answer, and leaves the call as it was otherwise. */
    record Restarted() implements SipEvent {}

    /**
     * The outcome of {@link Line#restart} when it failed. The call goes on, and another attempt may succeed.
     *
     * @param code SIP's 408 if the far end has not agreed in time, 491 if it changes the call itself at this moment;
     *     otherwise the plugin's own code
     */
    record RestartFailed(int code, String reason) implements SipEvent {}

    /**
     * The call is over.
     *
     * @param code the SIP status, or 0 or 904 of Janus's own
     * @param reason the far end's words, with those of its header field Reason (RFC 3326) in brackets; Janus tells these of a
     *     BYE, and since 1.1.4 also of a refusal
     * @param callId the SIP Call-ID, which may not have been told before: a refusal can overtake {@link Calling}; null if
     *     Janus does not say
     */
    record HangUp(int code, String reason, String callId) implements SipEvent {
        private static final String ANSWER_TO_OUR_BYE = "to BYE";

        /** The end of a call whose Call-ID is not told. */
        public HangUp(int code, String reason) {
            this(code, reason, null);
        }

        /** Whether the far end only confirms a BYE, which Janus sends by itself when the browser closes its connection. */
        public boolean wasOurs() {
            return ANSWER_TO_OUR_BYE.equals(reason);
        }
    }

    /** Somebody calls us. The line declines it by itself. */
    record IncomingCall() implements SipEvent {}

    /**
     * The far end asks us to call somebody else (REFER, RFC 3515). Janus has accepted the request, and the telephone waits
     * for the outcome. The line declines it by itself unless it leads to somebody who may be called.
     *
     * <p>Headers of the target are not told. Of Replaces (RFC 3891) Janus tells, but only as one of several spellings, so
     * that nobody can rely on it: it means nothing here, as all other headers.
     *
     * @param id by which Janus knows the request
     * @param target a URI as the telephone has written it, without headers; null if there is none
     * @param replaces what {@link #REPLACES_HEADER} says; null if there is none
     */
    record Transfer(long id, String target, String replaces) implements SipEvent {}

    /** The plugin refused a request; the code may be 0. */
    record PluginError(int code, String reason) implements SipEvent {}

    /** Anything that nobody here needs to know ({@code registering}, {@code hangingup}, ...), by its name. */
    record Other(String name) implements SipEvent {}

    /** Whether a final status means that the next server is to be tried (RFC 3263 section 4.3); Janus makes both by itself, too. */
    static boolean meansUnreached(int status) {
        return status == 408 || status == 503;
    }

    /** Whether this is the outcome of a registration. */
    default boolean endsRegistration() {
        return this instanceof Registered || this instanceof RegistrationFailed || this instanceof PluginError;
    }

    /** Reads {@code plugindata.data}. */
    static SipEvent parse(JsonObject data) {
        // Presence counts: Janus has errors with code 0.
        return data.containsKey("error_code")
                ? new PluginError((int) number(data, "error_code"), text(data, "error"))
                : parseResult(object(data, "result"), text(data, "call_id"));
    }

    private static Map<String, String> headers(JsonObject result) {
        Map<String, String> headers = new HashMap<>();
        object(result, "headers").forEach((name, value) -> {
            if (value instanceof JsonString text) {
                headers.put(name.toLowerCase(Locale.ROOT), text.getString());
            }
        });
        return headers;
    }

    private static String reason(JsonObject result) {
        String phrase = text(result, "reason");
        String more = Stream.of("reason_header_protocol", "reason_header_cause", "reason_header")
                .map(name -> text(result, name))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return more.isEmpty() ? phrase : phrase + " (" + more + ")";
    }

    private static SipEvent parseResult(JsonObject result, String callId) {
        String name = String.valueOf(text(result, "event"));
        int code = (int) number(result, "code");
        return switch (name) {
            case "registered" -> new Registered(number(result, "master_id"));
            case "registration_failed" -> new RegistrationFailed(code, text(result, "reason"));
            case "calling" -> new Calling(text(result, "call_id"));
            case "ringing" -> new Ringing(headers(result));
            case "progress" -> new Progress(headers(result));
            case "accepted" -> new Accepted();
            case "updatingcall" -> new Updating();
            case "hangup" -> new HangUp(code, reason(result), callId);
            case "incomingcall" -> new IncomingCall();
            case "transfer" ->
                new Transfer(
                        number(result, "refer_id"),
                        text(result, "refer_to"),
                        headers(result).get(REPLACES_HEADER.toLowerCase(Locale.ROOT)));
            case "proceeding" -> code == QUEUED ? new Queued() : new Other(name);
            default -> new Other(name);
        };
    }
}
