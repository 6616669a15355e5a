package org.portalvoip.call;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.portalvoip.janus.IceCandidate;
import org.portalvoip.janus.Jsep;
import org.portalvoip.janus.Waiting;
import org.portalvoip.start.Settings.Dtmf;

/** Everything that is sent to a browser. */
final class BrowserNews {
    /** Created once, because finding the JSON provider searches the class path each time. */
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private BrowserNews() {}

    /**
     * The first message: the browser may make its offer, with these STUN and TURN servers. When its socket is lost, it
     * has {@code time} to come back with {@code token}. Keys go the way of {@code dtmf}. With {@code rating}, its caller may
     * say afterwards how the call was.
     */
    static JsonObject ready(
            List<IceServer> iceServers, String token, Duration time, Dtmf dtmf, Optional<String> rating) {
        JsonArrayBuilder servers = JSON.createArrayBuilder();
        iceServers.forEach(server -> servers.add(rtcIceServer(server)));
        JsonObjectBuilder ready = of("ready")
                .add("iceServers", servers)
                .add("token", token)
                .add("seconds", time.toSeconds())
                .add("dtmf", name(dtmf));
        rating.ifPresent(text -> ready.add("rating", text));
        return ready.build();
    }

    /** The browser is back: its next token, and how many of its messages have arrived. */
    static JsonObject resumed(String token, long received) {
        return of("resumed").add("token", token).add("received", received).build();
    }

    private static JsonObjectBuilder rtcIceServer(IceServer server) {
        JsonObjectBuilder json = JSON.createObjectBuilder().add("urls", server.url());
        if (server.credentials() != null) {
            json.add("username", server.credentials().user())
                    .add("credential", server.credentials().password());
        }
        return json;
    }

    /** The call that the browser wants to come back to is not there. */
    static JsonObject gone() {
        return of("gone").build();
    }

    static JsonObject state(CallState state) {
        return of("state").add("state", name(state)).build();
    }

    static JsonObject ended(EndReason reason) {
        return of("state")
                .add("state", name(CallState.ENDED))
                .add("reason", reason.name())
                .build();
    }

    static JsonObject answer(Jsep answer) {
        return of("answer").add("sdp", answer.sdp()).build();
    }

    /** The answer to the offer of {@link BrowserMessage.Probe}. */
    static JsonObject probe(Jsep answer) {
        return of("probe").add("sdp", answer.sdp()).build();
    }

    /** A candidate for the connection of {@link BrowserMessage.Probe}. */
    static JsonObject probeCandidate(IceCandidate candidate) {
        return JSON.createObjectBuilder(candidate(candidate)).add("probe", true).build();
    }

    /** The far end changes the call: with an offer to answer, or, when that is null, with the wish for an offer. */
    static JsonObject update(Jsep offer) {
        JsonObjectBuilder message = of("update");
        if (offer != null) {
            message.add("sdp", offer.sdp());
        }
        return message.build();
    }

    static JsonObject candidate(IceCandidate candidate) {
        JsonObjectBuilder message = of("candidate").add("candidate", candidate.candidate());
        if (candidate.sdpMid() != null) {
            message.add("sdpMid", candidate.sdpMid());
        }
        return message.add("sdpMLineIndex", candidate.sdpMLineIndex()).build();
    }

    /** The telephone wants to connect the caller to somebody else, whom a new call reaches that brings this ticket. */
    static JsonObject transfer(String ticket) {
        return of("transfer").add("ticket", ticket).build();
    }

    /** How the caller stands in the telephone system's queue; what is unknown is left out. */
    static JsonObject waiting(Waiting waiting) {
        JsonObjectBuilder message = of("waiting");
        if (waiting.position() > 0) {
            message.add("position", waiting.position());
        }
        if (waiting.minutes() > 0) {
            message.add("minutes", waiting.minutes());
        }
        return message.build();
    }

    static JsonObject media(boolean receiving) {
        return of("media").add("receiving", receiving).build();
    }

    static JsonObject slowLink() {
        return of("slowlink").build();
    }

    /**
     * How many messages have arrived. It also answers {@link BrowserMessage.Ping}, because pings of the protocol itself are
     * not shown to scripts.
     */
    static JsonObject received(long count) {
        return of("received").add("count", count).build();
    }

    private static JsonObjectBuilder of(String type) {
        return JSON.createObjectBuilder().add("type", type);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
