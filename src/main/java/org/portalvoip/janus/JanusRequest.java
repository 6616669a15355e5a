package org.portalvoip.janus;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipRoute.Srtp;
import org.portalvoip.sip.SipTarget;

/** Our requests to Janus, as JSON; no other class writes it. The session adds what every request contains. */
final class JanusRequest {

    private static final String DIGITS = "0123456789*#ABCD";

    private JanusRequest() {}

    /** A request of the Janus core that needs no more than its name, such as {@code keepalive}. */
    static JsonObjectBuilder core(String verb) {
        return Json.newObject().add("janus", verb);
    }

    /** A session with an id of our choice. */
    static JsonObjectBuilder create(long session) {
        return core("create").add("id", session);
    }

    static JsonObjectBuilder attach() {
        return core("attach").add("plugin", "janus.plugin.sip");
    }

    /** A plugin that sends everything back to where it came from. */
    static JsonObjectBuilder attachEchoTest() {
        return core("attach").add("plugin", "janus.plugin.echotest");
    }

    /** Connects, and sends nothing back. */
    static JsonObjectBuilder echo(Jsep offer) {
        return message(Json.newObject().add("audio", false).add("video", false)).add("jsep", jsep(offer));
    }

    static JsonObjectBuilder trickle(IceCandidate candidate) {
        JsonObjectBuilder json = Json.newObject();
        if (candidate.completed()) {
            return core("trickle").add("candidate", json.add("completed", true));
        }
        if (candidate.sdpMid() != null) {
            json.add("sdpMid", candidate.sdpMid());
        }
        json.add("sdpMLineIndex", candidate.sdpMLineIndex()).add("candidate", candidate.candidate());
        return core("trickle").add("candidate", json);
    }

    /** A request of the SIP plugin. */
    static JsonObjectBuilder message(JsonObjectBuilder body) {
        return core("message").add("body", body);
    }

    /**
     * Janus would answer changes of the call by itself, and tell nobody. Told to encrypt if the telephone can, it would send
     * encrypted sound also to one that cannot: so it is told to encrypt, or not to.
     *
     * @param inClear where the telephone has refused encrypted sound that need not be
     */
    static JsonObjectBuilder call(
            SipAccount account, Extension callee, Jsep offer, Map<String, String> headers, boolean inClear) {
        JsonObjectBuilder body =
                plugin("call").add("uri", account.uriOf(callee).toString()).add("autoaccept_reinvites", false);
        Srtp srtp = account.route().srtp();
        if (srtp == Srtp.REQUIRED || (srtp == Srtp.OPTIONAL && !inClear)) {
            body.add("srtp", "sdes_mandatory");
        }
        if (!headers.isEmpty()) {
            JsonObjectBuilder fields = Json.newObject();
            headers.forEach(fields::add);
            body.add("headers", fields);
        }
        return message(body).add("jsep", jsep(offer));
    }

    static JsonObjectBuilder update(Jsep reply) {
        return message(plugin("update")).add("jsep", jsep(reply));
    }

    private static JsonObject jsep(Jsep description) {
        return Json.newObject()
                .add("type", description.type())
                .add("sdp", description.sdp())
                .build();
    }

    /** Changes nothing, because nothing is recorded; refused when there is no call. */
    static JsonObjectBuilder stopNoRecording() {
        return message(plugin("recording").add("action", "stop").add("audio", true));
    }

    /** Is always refused: without an established call for its state, otherwise for what is missing. */
    static JsonObjectBuilder infoOfNoType() {
        return message(plugin("info"));
    }

    static JsonObjectBuilder hangup() {
        return message(plugin("hangup"));
    }

    static JsonObjectBuilder decline() {
        return message(plugin("decline").add("code", 480));
    }

    /** The telephone that asked for the transfer is told that it was declined (NOTIFY, RFC 3515 section 2.4.5). */
    static JsonObjectBuilder declineTransfer(long id) {
        return message(plugin("decline").add("code", 603).add("refer_id", id));
    }

    static JsonObjectBuilder dtmf(char digit) {
        if (DIGITS.indexOf(digit) < 0) {
            throw new IllegalArgumentException("Not a DTMF digit");
        }
        return message(plugin("dtmf_info").add("digit", String.valueOf(digit)));
    }

    /**
     * Gives the handle its own SIP stack. Janus blocks all SIP for 100 ms while creating it.
     *
     * <p>Janus must not look up names: its SIP library reads no hosts file, and loops forever if it cannot reach a name
     * server. So all requests are sent to {@code server} ({@code outbound_proxy}), while names stay names inside SIP.
     */
    static JsonObjectBuilder register(GatewaySettings settings, SipTarget server, boolean sendRegister) {
        SipAccount account = settings.account();
        JsonObjectBuilder body = plugin("register")
                .add("user_agent", SipAccount.USER_AGENT)
                .add("username", account.addressOfRecord().toString())
                .add("authuser", account.user().name())
                .add("proxy", account.registrar().toString())
                .add("outbound_proxy", account.serverAt(server).toString())
                .add(
                        "incoming_header_prefixes",
                        Json.newArray()
                                .add(settings.queue().position())
                                .add(settings.queue().time())
                                .add(SipEvent.REPLACES_HEADER));
        switch (account.route().transport()) {
            case UDP -> {}
            case TCP -> body.add("force_tcp", true);
            case TLS -> body.add("sips", true);
        }
        Credential credential = account.credential();
        if (credential instanceof Credential.Password password) {
            body.add("secret", password.value());
        } else if (credential instanceof Credential.Ha1 ha1) {
            body.add("ha1_secret", ha1.hash());
        } else {
            // A guest never registers, and Janus refuses `send_register` from one, whatever its value.
            return message(body.add("type", "guest"));
        }
        return message(body.add("send_register", sendRegister));
    }

    /** Withdraws the registration of this SIP stack, and of no other (RFC 3261 section 10.2.2). */
    static JsonObjectBuilder unregister() {
        return message(plugin("unregister"));
    }

    /** Gives the handle a place in the SIP stack of a master, which takes Janus 1 ms. */
    static JsonObjectBuilder helper(SipAccount account, long masterId) {
        return message(plugin("register")
                .add("type", "helper")
                .add("username", account.addressOfRecord().toString())
                .add("master_id", masterId));
    }

    /** The request with its addressee and the secret; an id of 0 and a secret of null are left out. */
    static String addressed(JsonObjectBuilder request, long session, long handle, Credential.Password apiSecret) {
        if (session != 0) {
            request.add("session_id", session);
        }
        if (handle != 0) {
            request.add("handle_id", handle);
        }
        if (apiSecret != null) {
            request.add("apisecret", apiSecret.value());
        }
        return request.build().toString();
    }

    private static JsonObjectBuilder plugin(String request) {
        return Json.newObject().add("request", request);
    }
}
