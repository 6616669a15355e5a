package org.portalvoip.call;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.util.Map;
import java.util.regex.Pattern;
import org.portalvoip.janus.IceCandidate;
import org.portalvoip.janus.Jsep;

/**
 * All that a browser can say. There is no member in which a number, an address, a header or a verb of Janus could
 * travel: whatever else a message holds is not read.
 */
sealed interface BrowserMessage {
    /** The browser's session description, the first thing it says. */
    record Offer(Jsep jsep) implements BrowserMessage {}

    record Candidate(IceCandidate candidate) implements BrowserMessage {}

    /** A key of the telephone: {@code 0-9}, {@code *} or {@code #}. */
    record Dtmf(char digit) implements BrowserMessage {}

    record HangUp() implements BrowserMessage {}

    /** Made once: finding the JSON provider costs a search of the class path each time. */
    JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    Pattern DIGIT = Pattern.compile("[0-9*#]");
    int HIGHEST_LINE = 15;

    /**
     * Reads one message.
     *
     * @throws IllegalArgumentException when it is none of the four; the message tells nothing of the content
     */
    static BrowserMessage parse(String text) {
        // Parsson says by many kinds of exceptions that a text is no object, or has no such member.
        try (var reader = READERS.createReader(new StringReader(text))) {
            return of(reader.readObject());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Not a message of the call", e);
        }
    }

    private static BrowserMessage of(JsonObject message) {
        return switch (message.getString("type")) {
            case "offer" -> new Offer(Jsep.offer(message.getString("sdp")));
            case "candidate" -> new Candidate(candidate(message));
            case "dtmf" -> new Dtmf(digit(message.getString("digit")));
            case "hangup" -> new HangUp();
            default -> throw new IllegalArgumentException("Unknown type of message");
        };
    }

    private static IceCandidate candidate(JsonObject message) {
        int line = message.getInt("sdpMLineIndex", 0);
        if (line < 0 || line > HIGHEST_LINE) {
            throw new IllegalArgumentException("No such media section");
        }
        String text = message.getString("candidate");
        return text.isEmpty()
                ? IceCandidate.COMPLETED
                : new IceCandidate(text, message.getString("sdpMid", null), line);
    }

    private static char digit(String text) {
        if (!DIGIT.matcher(text).matches()) {
            throw new IllegalArgumentException("Not a key of the telephone");
        }
        return text.charAt(0);
    }
}
