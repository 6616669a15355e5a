package org.portalvoip.parameters;

import static org.portalvoip.web.JsonAnswer.JSON;

import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The body of a request that saves: one JSON object (RFC 8259). It is read strictly, because a character that is guessed
 * or a value that is passed over would be stored although nobody sent it.
 */
final class ParametersBody {
    /** The longest body that is read, in bytes. */
    static final int MOST_BYTES = 64 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private ParametersBody() {}

    /** The body cannot be read, so nothing of it counts. */
    static final class Unreadable extends Exception {
        private final String text;

        Unreadable(String text) {
            super(text);
            this.text = text;
        }

        /** The key of the sentence that names the remedy. */
        String text() {
            return text;
        }
    }

    /**
     * The members of the object, by name, in their order.
     *
     * @param charset the one that the request names, or null for UTF-8
     * @throws Unreadable if this is not text in that charset, not exactly one object, or if a name occurs twice
     */
    static Map<String, JsonValue> members(byte[] body, String charset) throws Unreadable {
        String text = decode(body, charset);
        try (JsonParser parser = JSON.createParser(new StringReader(text))) {
            if (parser.next() != Event.START_OBJECT) {
                throw new Unreadable("api.notJson");
            }
            Map<String, JsonValue> members = new LinkedHashMap<>();
            while (parser.next() == Event.KEY_NAME) {
                String name = parser.getString();
                parser.next();
                if (members.put(name, parser.getValue()) != null) {
                    throw new Unreadable("api.twice");
                }
            }
            if (parser.hasNext()) {
                throw new Unreadable("api.notJson");
            }
            return members;
        } catch (RuntimeException e) {
            // Parsson throws many kinds of exceptions for what is not JSON.
            throw new Unreadable("api.notJson");
        }
    }

    /** A NUL is the mark of UTF-16 and UTF-32, which JSON must not be in. */
    private static String decode(byte[] body, String charset) throws Unreadable {
        try {
            Charset named = charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset);
            String text = named.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            if (text.indexOf('\0') < 0) {
                return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            }
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new Unreadable("api.charset");
        }
        throw new Unreadable("api.charset");
    }
}
