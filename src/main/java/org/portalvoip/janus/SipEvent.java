package org.portalvoip.janus;

import static org.portalvoip.janus.JanusMessage.number;
import static org.portalvoip.janus.JanusMessage.object;
import static org.portalvoip.janus.JanusMessage.text;

import jakarta.json.JsonObject;

/**
 * What the SIP plugin of Janus tells about a handle, and the one place that reads it. A call goes {@link Calling},
 * {@link Ringing}, perhaps {@link Progress}, {@link Accepted}, {@link HangUp}.
 */
public sealed interface SipEvent {

    /** A REGISTER is on its way. */
    record Registering() implements SipEvent {}

    /** The handle can place calls. {@code masterId} is what helpers name. */
    record Registered(String username, long masterId, boolean registerSent) implements SipEvent {}

    /** The SIP server did not take the account; 904 stands for a wrong user or secret. */
    record RegistrationFailed(int code, String reason) implements SipEvent {}

    /** The INVITE is on its way. */
    record Calling(String callId) implements SipEvent {}

    /** The far telephone rings (180 or 183 without a session description). */
    record Ringing() implements SipEvent {}

    /** A provisional answer, told besides {@link Ringing}. */
    record Proceeding(int code) implements SipEvent {}

    /** Early media: comes with the answer, and then {@link Accepted} has none. */
    record Progress() implements SipEvent {}

    /** Somebody answered. */
    record Accepted(String username) implements SipEvent {}

    /** Our wish to hang up is on its way. */
    record HangingUp() implements SipEvent {}

    /** The call is over; {@code code} is the SIP status, or 0 or 904 of Janus's own. */
    record HangUp(int code, String reason) implements SipEvent {}

    /** A digit went out as SIP INFO. */
    record DtmfSent() implements SipEvent {}

    /** Somebody calls us, which a handle declines by itself. */
    record IncomingCall() implements SipEvent {}

    /** The plugin refused a request; the code may be 0. */
    record PluginError(int code, String reason) implements SipEvent {}

    /** Anything that we do not know, by its name. */
    record Other(String name) implements SipEvent {}

    /** Whether this is what a wish to register can come to. */
    default boolean endsRegistration() {
        return this instanceof Registered || this instanceof RegistrationFailed || this instanceof PluginError;
    }

    /** Reads {@code plugindata.data}. */
    static SipEvent parse(JsonObject data) {
        // Presence counts: Janus has errors with code 0.
        return data.containsKey("error_code")
                ? new PluginError((int) number(data, "error_code"), text(data, "error"))
                : parseResult(object(data, "result"));
    }

    private static SipEvent parseResult(JsonObject result) {
        String name = String.valueOf(text(result, "event"));
        int code = (int) number(result, "code");
        return switch (name) {
            case "registering" -> new Registering();
            case "registered" ->
                new Registered(
                        text(result, "username"),
                        number(result, "master_id"),
                        result.getBoolean("register_sent", false));
            case "registration_failed" -> new RegistrationFailed(code, text(result, "reason"));
            case "calling" -> new Calling(text(result, "call_id"));
            case "ringing" -> new Ringing();
            case "proceeding" -> new Proceeding(code);
            case "progress" -> new Progress();
            case "accepted" -> new Accepted(text(result, "username"));
            case "hangingup" -> new HangingUp();
            case "hangup" -> new HangUp(code, text(result, "reason"));
            case "dtmfsent" -> new DtmfSent();
            case "incomingcall" -> new IncomingCall();
            default -> new Other(name);
        };
    }
}
