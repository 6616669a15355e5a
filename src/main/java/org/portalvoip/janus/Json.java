package org.portalvoip.janus;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Map;

/** JSON as Janus needs it: a member that is missing and one of another type are the same. */
final class Json {

    /** Created once, because finding the JSON provider searches the class path each time. */
    private static final JsonReaderFactory READERS = JsonProvider.provider().createReaderFactory(Map.of());

    private static final JsonBuilderFactory BUILDERS = JsonProvider.provider().createBuilderFactory(Map.of());

    private Json() {}

    /** @throws jakarta.json.JsonException if it is neither an object nor an array */
    static JsonStructure read(String text) {
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.read();
        }
    }

    static JsonObjectBuilder newObject() {
        return BUILDERS.createObjectBuilder();
    }

    static JsonArrayBuilder newArray() {
        return BUILDERS.createArrayBuilder();
    }

    /** The member's text, or null. */
    static String text(JsonObject json, String member) {
        return json.get(member) instanceof JsonString string ? string.getString() : null;
    }

    /** The member's number, or 0. */
    static long number(JsonObject json, String member) {
        return json.get(member) instanceof JsonNumber number ? number.longValue() : 0;
    }

    /** The member's object, or an empty one. */
    static JsonObject object(JsonObject json, String member) {
        return json.get(member) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }
}
