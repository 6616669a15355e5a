package org.portalvoip.history.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.call.EndReason;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/** The list of calls as a program gets it, which is also how a browser without scripts does; nobody answers here. */
@ExtendWith(SharedServer.class)
@Tag("thorough")
class CallsIT {
    static final Iterable<Locale> languages = Languages.ALL;

    private static final Pattern CALL = Pattern.compile("data-call=\"([0-9a-f-]+)\"");

    private final Server server;
    private final Administrator program;

    CallsIT(Server server, Administrator program) {
        this.server = server;
        this.program = program;
    }

    @BeforeEach
    void begin() {
        program.save(COMPLETE);
    }

    /** Calls while there is no Janus; returns the token by which this call may be rated. */
    private String call() {
        int before = calls(page("calls", Languages.ENGLISH)).size();
        try (CallClient caller =
                CallClient.open(server.uri("call"), "http://" + server.uri("").getAuthority())) {
            String token = caller.hearType("ready").getString("rating");
            assertThat(caller.offer().hearEnd()).isEqualTo(EndReason.GATEWAY_AWAY);
            Await.until(
                    Await.SOON,
                    () -> calls(page("calls", Languages.ENGLISH)).size(),
                    now -> now > before || now == CallLogReader.CALLS_PER_PAGE);
            return token;
        }
    }

    private String page(String address, Locale language) {
        HttpResponse<String> answer = program.send(HttpRequest.newBuilder(server.uri("admin/" + address))
                .header("Accept-Language", language.toLanguageTag()));
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        return answer.body();
    }

    private static List<String> calls(String page) {
        return CALL.matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @ParameterizedTest
    @FieldSource("languages")
    void aCallThatFailedIsThereInTheWordsOfTheReader(Locale language) {
        call();

        String page = page("calls", language);

        assertThat(page)
                .contains(
                        "<title>" + Texts.of(language, "calls.title"),
                        "data-outcome=\"FAILED\"",
                        Texts.of(language, "calls.reason.GATEWAY_AWAY"),
                        Texts.of(language, "calls.days.table"),
                        "<th scope=\"row\">127.0.0.x</th>")
                .containsPattern("<time datetime=\"20[0-9-]+T[0-9:]+Z\"")
                .containsPattern("<canvas [^>]*aria-label=\"" + Texts.of(language, "calls.days.picture"))
                .doesNotContain("127.0.0.1<");
    }

    @Test
    void aFilterShowsForWhomItDidNotWork() {
        call();

        assertThat(calls(page("calls?outcome=TROUBLE&from=2020-01-01T00:00&q=127.0.0", Languages.ENGLISH)))
                .isNotEmpty();
        assertThat(calls(page("calls?outcome=ANSWERED&until=2020-01-01T00:00", Languages.ENGLISH)))
                .isEmpty();
        assertThat(page("calls?q=%25%27%3Cnowhere", Languages.SPANISH))
                .contains(Texts.of(Languages.SPANISH, "calls.none"), "value=\"%'&lt;nowhere\"")
                .doesNotContain("<rect");
        assertThat(page("calls?from=yesterday", Languages.PORTUGUESE))
                .contains(Texts.of(Languages.PORTUGUESE, "calls.refused"));
    }

    @Test
    void theFileHoldsWhatTheFilterFinds() {
        call();

        String file = page("calls.csv?outcome=FAILED&q=127.0.0", Languages.PORTUGUESE);

        List<String> lines = List.of(file.split("\r\n"));
        assertThat(lines.get(0)).startsWith("\uFEFF\"Início (UTC)\",\"Quem ligou\"");
        assertThat(lines.get(1)).startsWith("\"20").contains("Z\",\"127.0.0.x\",", "\"Com falha\"");
        assertThat(page("calls.csv?q=nowhere", Languages.PORTUGUESE).split("\r\n"))
                .hasSize(1);
    }

    /** Payara does not read the body of a request that asks for HTTP/2, as this client would. */
    private int rate(String body, String site) throws Exception {
        return HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .build()
                .send(
                        HttpRequest.newBuilder(server.uri("api/rating"))
                                .header("Content-Type", "application/json")
                                .header("Sec-Fetch-Site", site)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void aCallIsRatedOnceByItsCaller() throws Exception {
        String good = "{\"rating\":\"" + call() + "\",\"good\":false}";

        assertThat(rate(good, "cross-site")).isEqualTo(403);
        assertThat(rate(good.replaceFirst("\\.", ".A"), "same-origin")).isEqualTo(403);
        assertThat(rate(good, "same-origin")).isEqualTo(204);
        assertThat(rate(good, "same-origin")).isEqualTo(410);
        assertThat(page("calls", Languages.ENGLISH)).contains("<td>Bad</td>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"rating\":1,\"good\":true}",
                "{\"rating\":\"x\",\"good\":\"yes\"}",
                "{\"rating\""
            })
    void whatIsNoRatingIsRefused(String body) throws Exception {
        assertThat(rate(body, "same-origin")).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls", "calls.csv", "calls?q=127"})
    void nobodyElseSeesIt(String address) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(server.uri("admin/" + address)).build(), BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("Location").orElse("")).contains("/voip/login");
        assertThat(answer.body()).doesNotContain("127.0.0.x");
    }
}
