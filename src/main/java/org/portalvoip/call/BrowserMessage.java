package org.portalvoip.call;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.portalvoip.janus.IceCandidate;
import org.portalvoip.janus.Jsep;
import org.portalvoip.sip.AudioOffer;
import org.portalvoip.sip.CandidateAttribute;
import org.portalvoip.sip.Codecs;

/**
 * Everything that a browser can send. No member could carry a number, an address, a header or a verb of Janus, except for a
 * ticket that we have signed ourselves; offers and candidates are rewritten; anything else in a message is ignored. Longer than
 * 200 lines, because each kind of message stands beside the one place that reads it.
 */
sealed interface BrowserMessage {
    /**
     * The browser's session description, its first message; later only when the far end asks for one.
     *
     * @param transferTicket by which it may call another extension than usual, see {@link BrowserNews#transfer}; null for the usual one
     */
    record Offer(Jsep jsep, String transferTicket) implements BrowserMessage {
        /** An offer to the usual extension. */
        Offer(Jsep jsep) {
            this(jsep, null);
        }

        @Override
        public BrowserMessage with(Codecs codecs) {
            return new Offer(Jsep.offer(codecs.in(jsep.sdp())), transferTicket);
        }
    }

    /** The browser's reply to an offer of the far end. */
    record Answer(Jsep jsep) implements BrowserMessage {}

    /**
     * An offer that restarts ICE, because the browser's network has failed or changed. It is not counted and never sent
     * again, because the next one replaces it.
     */
    record Restart(Jsep offer) implements BrowserMessage {
        @Override
        public BrowserMessage with(Codecs codecs) {
            return new Restart(Jsep.offer(codecs.in(offer.sdp())));
        }
    }

    record Candidate(IceCandidate candidate) implements BrowserMessage {}

    /** The offer of a second connection, by which the browser tries its way before anybody is called; before the first offer. */
    record Probe(Jsep offer) implements BrowserMessage {}

    /** A candidate for that connection. */
    record ProbeCandidate(IceCandidate candidate) implements BrowserMessage {}

    /** That connection has found a way. */
    record Reached() implements BrowserMessage {}

    /** A key of the phone: {@code 0-9}, {@code *}, {@code #} or {@code A} to {@code D}. */
    record Dtmf(char digit) implements BrowserMessage {}

    /**
     * The browser ends the call.
     *
     * @param reason {@link EndReason#HANG_UP}, or one of {@link #FAILURES}
     * @param quality of the sound until then, null when nothing is said of it
     */
    record HangUp(EndReason reason, CallQuality quality) implements BrowserMessage {
        /** The caller pressed the button, or left. */
        HangUp() {
            this(EndReason.HANG_UP, null);
        }
    }

    /**
     * The first message of a browser that comes back: its token, and how many messages it had received, and had sent as far
     * as it knows that they arrived. A node that knows the call itself knows better.
     *
     * @param older the tokens that it had before, the newest first; a node that has vanished may not have written down
     *     the last ones, because the database was away
     * @param answered whether it has heard the answer, which its node may not have written down any more
     */
    record Resume(String token, List<String> older, long received, long sent, boolean answered)
            implements BrowserMessage {
        /** All of them, the newest first. */
        List<String> tokens() {
            return Stream.concat(Stream.of(token), older.stream()).toList();
        }
    }

    /** The browser has its new token, and will never use the old one again. */
    record Kept() implements BrowserMessage {}

    /**
     * The browser wants to know whether the server is still there, and says how the sound is. It is not counted and never
     * sent again. A message of its own for that would end calls that come to a node of an earlier version.
     *
     * @param quality null when nothing is said of it
     */
    record Ping(CallQuality quality) implements BrowserMessage {
        /** The question alone. */
        Ping() {
            this(null);
        }
    }

    /** A candidate that nobody can use, such as a name that only the browser's own network knows. */
    record Unusable() implements BrowserMessage {}

    /** Created once, because finding the JSON provider searches the class path each time. */
    JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    /** Why a browser ends a call that its caller wanted to go on. */
    Set<EndReason> FAILURES = Set.of(EndReason.BROWSER_FAILED, EndReason.NO_SOUND, EndReason.NETWORK_LOST);

    Pattern DIGIT = Pattern.compile("[0-9*#A-D]");
    int HIGHEST_LINE = 15;
    int MOST_OLDER_TOKENS = 63;

    /**
     * The same with these codecs only, in their order, if it is an offer to the telephone system.
     *
     * @throws IllegalArgumentException when the offer has none of them
     */
    default BrowserMessage with(Codecs codecs) {
        return this;
    }

    /**
     * Reads one message.
     *
     * @throws IllegalArgumentException when it is none of these; the exception's message reveals nothing of the
     * content
     */
    static BrowserMessage parse(String text) {
        // Parsson throws many kinds of exceptions for a text that is not an object or lacks a member.
        try (var reader = READERS.createReader(new StringReader(text))) {
            return of(reader.readObject());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Not a message of the call", e);
        }
    }

    private static BrowserMessage of(JsonObject message) {
        return switch (message.getString("type")) {
            case "offer" -> new Offer(Jsep.offer(sdp(message)), message.getString("transferTicket", null));
            case "answer" -> new Answer(new Jsep("answer", sdp(message)));
            case "restart" -> new Restart(Jsep.offer(sdp(message)));
            case "probe" -> new Probe(Jsep.offer(sdp(message)));
            case "reached" -> new Reached();
            case "candidate" -> candidate(message);
            case "dtmf" -> new Dtmf(digit(message.getString("digit")));
            case "hangup" -> new HangUp(reason(message.getString("reason", "")), CallQuality.read(message));
            case "resume" ->
                new Resume(
                        message.getString("token"),
                        older(message),
                        message.getJsonNumber("received").longValueExact(),
                        message.getJsonNumber("sent").longValueExact(),
                        message.getBoolean("answered", false));
            case "kept" -> new Kept();
            case "ping" -> new Ping(CallQuality.read(message));
            default -> throw new IllegalArgumentException("Unknown type of message");
        };
    }

    private static List<String> older(JsonObject message) {
        JsonArray tokens = message.getJsonArray("older");
        if (tokens == null) {
            return List.of();
        }
        return tokens.getValuesAs(JsonString::getString).stream()
                .limit(MOST_OLDER_TOKENS)
                .toList();
    }

    /** The session description as we write it, with nothing that audio does not need. */
    private static String sdp(JsonObject message) {
        return AudioOffer.parse(message.getString("sdp")).toString();
    }

    private static EndReason reason(String text) {
        return FAILURES.stream()
                .filter(reason -> reason.name().equals(text))
                .findFirst()
                .orElse(EndReason.HANG_UP);
    }

    private static BrowserMessage candidate(JsonObject message) {
        int line = message.getInt("sdpMLineIndex", 0);
        String section = message.getString("sdpMid", null);
        if (line < 0 || line > HIGHEST_LINE || (section != null && !AudioOffer.isSection(section))) {
            throw new IllegalArgumentException("No such media section");
        }
        String text = message.getString("candidate");
        if (text.isEmpty()) {
            return candidate(message, IceCandidate.COMPLETED);
        }
        return CandidateAttribute.parse(text)
                .map(CandidateAttribute::toString)
                .map(candidate -> candidate(message, new IceCandidate(candidate, section, line)))
                .orElse(new Unusable());
    }

    private static BrowserMessage candidate(JsonObject message, IceCandidate candidate) {
        return message.getBoolean("probe", false) ? new ProbeCandidate(candidate) : new Candidate(candidate);
    }

    private static char digit(String text) {
        if (!DIGIT.matcher(text).matches()) {
            throw new IllegalArgumentException("Not a key of the phone");
        }
        return text.charAt(0);
    }
}
