package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.testing.Endurance;
import org.portalvoip.testing.HostileValues;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.StoredSet;
import org.portalvoip.testing.server.SharedServer;

/**
 * The REST resource with hostile values and bodies. Longer than 200 lines, because its tests share a server, and each
 * kind of value has its hostile ones.
 */
@Tag("repeated")
@Tag("thorough")
@ExtendWith(SharedServer.class)
class HostileRestIT {
    private static final int VALUES_PER_FIELD = Endurance.of(10_000);
    private static final int ALONE_AMONG_GOOD_ONES = Endurance.of(2_000);

    private final HostileValues hostile = HostileValues.of(HostileRestIT.class);
    private final StoredSet stored;
    private final Administrator program;
    private int extension;

    HostileRestIT(Administrator program) {
        this.program = program;
        this.stored = new StoredSet(program);
    }

    @BeforeEach
    void complete() {
        program.save(COMPLETE);
        stored.read();
    }

    @Test
    void eightHostileValuesAtOnce() {
        for (int i = 0; i < VALUES_PER_FIELD; i++) {
            Map<Integer, String> wish = new TreeMap<>();
            COMPLETE.forEach((number, valid) -> wish.put(number, hostile.next(valid)));
            wish.keySet().removeIf(number -> hostile.number(10) == 0);
            put(wish);
        }
        stored.assertUnchanged();
    }

    @Test
    void oneHostileValueAmongSevenGoodOnes() {
        for (int i = 0; i < ALONE_AMONG_GOOD_ONES; i++) {
            Map<Integer, String> wish = new TreeMap<>(COMPLETE);
            wish.compute(323 + i % 8, (number, valid) -> hostile.next(valid));
            put(wish);
        }
        stored.assertUnchanged();
    }

    private void put(Map<Integer, String> wish) {
        String body = json(wish);
        HttpResponse<String> answer = program.putParameters(body);

        StoredSet.assertTellsNothing(answer, body);
        assertThat(answer.statusCode()).as(body).isIn(200, 400, 413);
        if (answer.statusCode() == 200) {
            stored.assertBecame(wish, body);
        }
    }

    /** Everything except plain ASCII is escaped, so that halves of surrogate pairs and controls arrive unchanged. */
    private static String json(Map<Integer, String> wish) {
        return wish.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":\"" + escaped(entry.getValue()) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            escaped.append(c < ' ' || c > '~' || c == '"' || c == '\\' ? String.format("\\u%04x", (int) c) : c);
        }
        return escaped.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "8",
                "\"323\"",
                "[]",
                "[{\"323\":\"N\"}]",
                "{",
                "{\"329\"}",
                "{\"329\":}",
                "{\"329\":\"0900\",}",
                "{\"329\":\"0900\"",
                "{\"329\":\"0900\"}{\"329\":\"0901\"}",
                "{329:\"0900\"}",
                "{'329':'0900'}",
                "{\"329\":\"09\u000100\"}",
                "{\"329\":\"\\ud8zz\"}",
                "{\"329\":[\"0900\"]}",
                "{\"329\":{\"set\":true}}",
                "{\"328\":[\"secret\"]}",
                "{\"329\":\"0900\",\"331\":\"x\"}",
                "{\"329\":\"0900\",\"322\":\"x\"}",
                "{\"329\":\"0900\",\"+328\":\"x\"}",
                "{\"329\":\"0900\",\"٣٢٨\":\"x\"}",
                "{\"329\":\"0900\",\"version\":1}",
                "{\"329\":\"0900\",\"\":\"\"}",
                "<parameters/>",
                "329=0900"
            })
    void whatIsNoSetOfParametersIsRefusedWhole(String body) {
        HttpResponse<String> answer = program.putParameters(body);

        StoredSet.assertTellsNothing(answer, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        stored.assertUnchanged();
    }

    @Test
    void deepNestingAndManyNamesAreRefused() {
        for (String body : new String[] {
            "{\"329\":" + "[".repeat(60_000),
            "{\"329\":".repeat(8_000) + "1" + "}".repeat(8_000),
            "{" + "\"329\":\"0900\",".repeat(4_000) + "\"331\":\"\"}"
        }) {
            StoredSet.assertTellsNothing(program.putParameters(body), body.substring(0, 20));
            stored.assertUnchanged();
        }
    }

    @Test
    @Tag("once")
    void textThatIsNotInTheCharsetOfTheRequestIsRefused() {
        byte[] latin1 = "{\"329\":\"0900\",\"328\":\"contrase\u00f1a\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertAnswer(put("application/json", BodyPublishers.ofByteArray(latin1)), 400, "api.charset");
        assertAnswer(put("application/json; charset=x-none", BodyPublishers.ofByteArray(latin1)), 400, "api.charset");
        stored.assertUnchanged();
        assertThat(program.send(put("application/json; charset=iso-8859-1", BodyPublishers.ofByteArray(latin1)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @Tag("once")
    void aBodyInChunksIsReadUpToTheLimit() {
        assertThat(program.send(put("application/json", chunks("{\"329\":\"0901\"}")))
                        .body())
                .contains("\"329\":\"0901\"");
        stored.read();
        var answer = assertAnswer(put("application/json", chunks(" ".repeat(65 * 1024) + "{}")), 413, "api.tooLarge");
        assertThat(answer.headers().firstValue("Connection")).contains("close");
        stored.assertUnchanged();
    }

    @Test
    @Tag("once")
    void whatIsNoPlainJsonIsRefusedWithTheRemedy() {
        var body = BodyPublishers.ofString("{\"329\":\"0900\"}");
        assertAnswer(put("application/x-www-form-urlencoded", body), 415, "error.415.text");
        assertAnswer(put("text/plain", body), 415, "error.415.text");
        assertAnswer(put("application/json", body).header("Accept", "text/xml"), 406, "error.406.text");
        assertAnswer(
                HttpRequest.newBuilder(program.uri("api/parameters")).header("Accept", "text/xml"),
                406,
                "error.406.text");
        assertAnswer(HttpRequest.newBuilder(program.uri("api/parameters")).method("POST", body), 405, "error.405.text");
        stored.assertUnchanged();
    }

    @Test
    @Tag("once")
    void aSaveMayDependOnWhatWasRead() {
        String tag = program.get("api/parameters").headers().firstValue("ETag").orElseThrow();
        String compressed = tag.replaceFirst("\"$", "-gzip\"");

        assertThat(program.send(conditional("\"another\", " + compressed)).statusCode())
                .isEqualTo(200);
        stored.read();
        assertAnswer(conditional("W/" + tag), 412, "api.stale");
        assertAnswer(conditional("another"), 412, "api.ifMatch");
        stored.assertUnchanged();
        assertThat(program.send(conditional("*")).statusCode()).isEqualTo(200);
    }

    private HttpRequest.Builder conditional(String ifMatch) {
        extension++;
        return put("application/json", BodyPublishers.ofString("{\"329\":\"07" + extension + "\"}"))
                .header("If-Match", ifMatch);
    }

    private HttpRequest.Builder put(String type, BodyPublisher body) {
        return HttpRequest.newBuilder(program.uri("api/parameters"))
                .header("Content-Type", type)
                .PUT(body);
    }

    /** A stream, whose length the client does not know. */
    private static BodyPublisher chunks(String body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> assertAnswer(HttpRequest.Builder request, int status, String text) {
        HttpResponse<String> answer = program.send(request.header("Accept-Language", "en"));

        StoredSet.assertTellsNothing(answer, text);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(Texts.of(Languages.ENGLISH, text));
        return answer;
    }
}
