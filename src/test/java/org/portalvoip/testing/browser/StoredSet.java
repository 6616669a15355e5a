package org.portalvoip.testing.browser;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.portalvoip.parameters.Parameter;
import org.portalvoip.sip.Pasted;

/** What a server keeps, watched: it is the set from before, or all of the one that was accepted. */
public final class StoredSet {
    private static final Pattern INSIDES = Pattern.compile("Exception|\\.java:\\d|Caused by|SQLSTATE|org\\.h2");

    private final Administrator program;
    private JsonObject last;

    public StoredSet(Administrator program) {
        this.program = program;
    }

    public JsonObject read() {
        last = now();
        return last;
    }

    private JsonObject now() {
        String body = program.get("api/parameters").body();
        try (var reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        }
    }

    public void assertUnchanged() {
        assertThat(now()).isEqualTo(last);
    }

    /** What was accepted is there, tidied up; what {@code wish} does not name is as it was. */
    public void assertBecame(Map<Integer, String> wish, String described) {
        var expected = Json.createObjectBuilder(last);
        wish.forEach((number, value) -> {
            String name = number.toString();
            if (number == 328) {
                expected.add(name, Json.createObjectBuilder().add("set", !value.isEmpty()));
            } else {
                String tidy = tidy(number, value);
                expected.add(name, tidy.isEmpty() ? JsonValue.NULL : Json.createValue(tidy));
            }
        });
        assertThat(read()).as(described).isEqualTo(expected.build());
    }

    private static String tidy(int number, String value) {
        String text = Pasted.tidied(value);
        return text.isEmpty() ? "" : Parameter.of(number).orElseThrow().normal(text);
    }

    /** No failure of the server, and nothing of its insides. */
    public static void assertTellsNothing(HttpResponse<String> answer, String request) {
        assertThat(answer.statusCode()).as(request).isLessThan(500);
        assertThat(INSIDES.matcher(answer.body()).find())
                .as(request + " was answered " + answer.body())
                .isFalse();
    }
}
