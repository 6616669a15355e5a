package org.portalvoip.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.HtmlForm;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/**
 * The pages of the history and its file as a program gets them, which is also how a browser without scripts does.
 * Longer than 200 lines, because its tests share a server and what they have saved on it.
 */
@ExtendWith(SharedServer.class)
@Tag("thorough")
class HistoryIT {
    static final Iterable<Locale> languages = Languages.ALL;

    private static final String SECRET = "a-lab-secret-for-the-history";
    private static final Pattern CHANGE = Pattern.compile("data-change=\"([0-9]+)\"");

    private final Server server;
    private final Administrator program;

    HistoryIT(Server server, Administrator program) {
        this.server = server;
        this.program = program;
    }

    @BeforeEach
    void begin() {
        program.save(COMPLETE);
    }

    private String page(String address) {
        return page(address, Languages.ENGLISH);
    }

    private String page(String address, Locale language) {
        HttpResponse<String> answer = get(address, language);
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        return answer.body();
    }

    /** Not by {@code ?lang=}, which the administrator whom all tests share would remember. */
    private HttpResponse<String> get(String address, Locale language) {
        return program.send(HttpRequest.newBuilder(server.uri("admin/" + address))
                .header("Accept-Language", language.toLanguageTag()));
    }

    private static List<Long> changes(String page) {
        return CHANGE.matcher(page)
                .results()
                .map((MatchResult found) -> Long.valueOf(found.group(1)))
                .toList();
    }

    /** The newest one, as the page shows it. */
    private String newest(String page) {
        return page.substring(page.indexOf("<article class=\"change\""), page.indexOf("</article>"))
                .replaceAll("<[^>]+>", " ")
                .replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @FieldSource("languages")
    void theNewestChangeComesFirstWithWhoWhenAndBothValues(Locale language) {
        program.save(Map.of(329, "0900", 330, "2"));

        String page = page("history", language);

        assertThat(page).contains("<title>" + text(language, "history.title").replace(">", "&gt;") + "</title>");
        assertThat(newest(page))
                .containsPattern("20[0-9-]+T[0-9:]+ UTC " + Administrator.NAME)
                .contains(
                        "329 " + text(language, "parameters.329.name"),
                        text(language, "history.before") + " 0800 " + text(language, "history.after") + " 0900",
                        text(language, "history.before") + " 1 " + text(language, "history.after") + " 2");
        assertThat(page).containsPattern("<time datetime=\"20[0-9-]+T[0-9:]+Z\"");
        assertThat(changes(page)).isSortedAccordingTo((one, other) -> Long.compare(other, one));
    }

    private static String text(Locale language, String key) {
        return Texts.of(language, key);
    }

    @Test
    void ofTheSecretPageAndFileSayOnlyWhatHappened() {
        program.save(Map.of(328, SECRET));

        String page = page("history");

        assertThat(newest(page)).contains("328 Password replaced").doesNotContain("Restore the earlier value");
        assertThat(page).doesNotContain(SECRET, "v2:");
        assertThat(page("history.csv"))
                .contains("\"328\",\"Password\",\"\",\"replaced\"")
                .doesNotContain(SECRET, "v2:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*0990", "329 *0990", "ramal *09", "ADMIN *0990"})
    void aChangeIsFoundByWhatOccursInIt(String words) {
        program.save(Map.of(329, "*0990"));
        program.save(Map.of(329, "0800", 330, "2"));

        String found = page("history?q=" + words.replace(" ", "+"), Languages.SPANISH);
        assertThat(newest(found)).contains("*0990");
        assertThat(changes(page("history?q=" + words.replace(" ", "+") + "+nowhere")))
                .isEmpty();
    }

    @Test
    void whatIsNotFoundIsSaidAndTheWayBackOffered() {
        String page = page("history?q=%25_%27%3C", Languages.SPANISH);

        assertThat(page)
                .contains(text(Languages.SPANISH, "history.none"), text(Languages.SPANISH, "history.search.all"))
                .contains("value=\"%_'&lt;\"");
        assertThat(changes(page)).isEmpty();
    }

    @Test
    void aPageHoldsTwentyChangesAndLeadsToTheNextWithTheSameSearch() {
        for (int save = 0; save <= History.CHANGES_PER_PAGE; save++) {
            program.save(Map.of(329, "*70" + save));
        }

        String first = page("history?q=*70");
        String second = page("history?page=2&q=*70");

        assertThat(changes(first)).hasSize(History.CHANGES_PER_PAGE);
        assertThat(first)
                .containsPattern("href=\"history\\?page=2&(amp;)?q=\\*70\"")
                .doesNotContain("rel=\"prev\"");
        assertThat(second).containsPattern("href=\"history\\?page=1&(amp;)?q=\\*70\"");
        assertThat(changes(second))
                .isNotEmpty()
                .allMatch(change -> change < changes(first).get(History.CHANGES_PER_PAGE - 1));
        assertThat(changes(page("history?page=999999999999&q=*70")))
                .isEqualTo(changes(page("history?page=" + lastPage(second) + "&q=*70")));
    }

    private static String lastPage(String page) {
        var pages = Pattern.compile("2 / ([0-9]+)").matcher(page);
        assertThat(pages.find()).isTrue();
        return pages.group(1);
    }

    @Test
    void theFileIsSafeForSpreadsheetsAndHoldsWhatIsSearched() {
        program.save(Map.of(329, "+49800"));
        program.save(Map.of(329, "0800"));

        HttpResponse<String> file = get("history.csv?q=49800", Languages.PORTUGUESE);

        assertThat(file.headers().firstValue("Content-Type").orElse("").replace(" ", ""))
                .isEqualToIgnoringCase("text/csv;charset=UTF-8");
        assertThat(file.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"voip-history.csv\"");
        assertThat(file.headers().firstValue("Cache-Control")).contains("no-store");
        List<String> lines = List.of(file.body().split("\r\n"));
        assertThat(lines.get(0)).startsWith("\uFEFF\"Alteração\",\"Quando (UTC)\",\"Quem\"");
        assertThat(lines.get(1))
                .matches(
                        "\"[0-9]+\",\"20[0-9-]+T[0-9:]+Z\",\"admin\",\"Salvo\",\"329\",\"[^\"]+\",\"'\\+49800\",\"0800\"");
        assertThat(lines.get(2)).endsWith("\"0800\",\"'+49800\"");
        assertThat(lines).allMatch(line -> line.endsWith("\""));
    }

    @Test
    void aValueIsRestoredAfterAQuestionAndThatIsAChange() {
        program.save(Map.of(329, "0900"));
        long change = changes(page("history")).get(0);

        String question = page("history-restore?change=" + change + "&parameter=329");
        assertThat(question).contains("data-parameter=\"329\"", "<dd>0900</dd>", "<strong>0800</strong>");
        assertThat(stored()).contains("\"329\":\"0900\"");
        HttpResponse<String> answer = confirm(question, null);

        assertThat(answer.uri().getPath()).isEqualTo("/voip/admin/history");
        assertThat(stored()).contains("\"329\":\"0800\"");
        assertThat(answer.body()).contains(text(Languages.ENGLISH, "history.restored"));
        assertThat(newest(answer.body())).contains("admin", "before: 0900 after: 0800");
        assertThat(page("history-restore?change=" + change + "&parameter=329"))
                .contains(text(Languages.ENGLISH, "history.restore.same"))
                .doesNotContain("id=\"restore\"");
    }

    private HttpResponse<String> confirm(String question, String secret) {
        HtmlForm form = new HtmlForm(question, "restore").with("confirm", "x");
        return program.send(HttpRequest.newBuilder(server.uri("admin/history-restore"))
                .header("Accept-Language", "en")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST((secret == null ? form : form.with("secret", secret)).body()));
    }

    private String stored() {
        return program.get("api/parameters").body();
    }

    @Test
    void aWholeSaveIsRestoredButNeverItsSecret() {
        long then = changes(page("history?q=*0990")).stream().findFirst().orElse(0L);
        program.save(Map.of(329, "*0990"));
        long change = changes(page("history?q=*0990")).get(0);
        assertThat(change).isGreaterThan(then);
        program.save(Map.of(324, "wss://127.0.0.1:8989/janus", 327, "pluto", 328, SECRET, 329, "0700"));

        String question = page("history-restore?change=" + change);
        assertThat(question).contains("data-parameter=\"324\"", "data-parameter=\"327\"", "data-parameter=\"329\"");
        assertThat(question).doesNotContain("data-parameter=\"328\"", "data-parameter=\"330\"");
        String refused = confirm(question, null).body();
        assertThat(refused).contains("data-refused", text(Languages.ENGLISH, "parameters.328.retype"));
        assertThat(stored()).contains("pluto", "0700");

        HttpResponse<String> saved = confirm(refused, "the-secret-of-goofy");
        assertThat(saved.uri().getPath()).isEqualTo("/voip/admin/history");
        assertThat(stored()).contains("https://127.0.0.1:8089/janus", "goofy", "*0990");
        assertThat(newest(saved.body())).contains("328 Password replaced").doesNotContain("the-secret-of-goofy");
    }

    @Test
    void aRuleThatTheOldValuesBreakIsSaidAndNothingIsSaved() {
        program.save(Map.of(323, "N", 329, ""));
        long change = changes(page("history")).get(0);
        program.save(COMPLETE);
        long back = changes(page("history")).get(0);

        String refused = confirm(page("history-restore?change=" + back + "&parameter=329"), null)
                .body();

        assertThat(change).isLessThan(back);
        assertThat(refused).contains(text(Languages.ENGLISH, "parameters.329.required"));
        assertThat(stored()).contains("\"329\":\"0800\"");
    }

    @Test
    void whatSomebodySavedInTheMeantimeIsNotOverwrittenUnseen() {
        program.save(Map.of(329, "0900"));
        String question =
                page("history-restore?change=" + changes(page("history")).get(0) + "&parameter=329");
        program.save(Map.of(329, "0600"));

        String again = confirm(question, null).body();

        assertThat(again).contains(text(Languages.ENGLISH, "history.restore.stale"), "<dd>0600</dd>");
        assertThat(stored()).contains("\"329\":\"0600\"");
        confirm(again, null);
        assertThat(stored()).contains("\"329\":\"0800\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?change=x", "?change=999999999", "?change=-1", "?change=1&parameter=328", "?expired"})
    void anAddressThatNamesNothingToRestoreSaysSo(String rest) {
        assertThat(page("history-restore" + rest)).doesNotContain("id=\"restore\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"history", "history.csv", "history-restore?change=1", "history.csv?q=0800"})
    void nobodyElseSeesIt(String address) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(server.uri("admin/" + address)).build(), BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("Location").orElse("")).contains("/voip/login");
        assertThat(answer.body()).doesNotContain("0800");
    }
}
