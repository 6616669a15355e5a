package org.portalvoip.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalvoip.language.Texts;
import org.portalvoip.testing.SampleParameters;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.PlainBrowser;
import org.portalvoip.testing.server.Server;

/** What the attributes of {@code <voip:footer/>} do, and how it fares on a page with state. */
class FooterIT {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" xmlns:h="jakarta.faces.html" xmlns:voip="org.portalvoip">
            <h:head><title>Portal</title></h:head>
            <h:body>
              <h:form id="form"><h:commandButton id="again" value="Again"/></h:form>
              <footer><voip:footer lang="#{param.wanted}" styleClass="#{param.classes}" server="#{param.server}"/></footer>
            </h:body>
            </html>
            """;

    @TempDir
    static Path folder;

    private static Server server;
    private static Administrator administrator;

    private final PlainBrowser browser = new PlainBrowser(server.uri(""));

    @BeforeAll
    static void start() {
        Path war = folder.resolve("voip.war");
        ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("voip.war", "target/voip.war")))
                .addAsWebResource(new StringAsset(PAGE), "wishes.xhtml")
                .as(ZipExporter.class)
                .exportTo(war.toFile());
        server = Server.startQuiet(war, folder.resolve("data"));
        administrator = Administrator.signIn(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void switchOn() {
        administrator.save(SampleParameters.COMPLETE);
    }

    @ParameterizedTest
    @CsvSource({
        "pt, pt-BR",
        "pt_BR, pt-BR",
        "pt-PT, pt-BR",
        "PT-br, pt-BR",
        "es-ES, es",
        "en_GB, en",
        "fr, es",
        "'\"><script>', es",
        "'', en",
        "' ', en"
    })
    void itSpeaksTheLanguageThatFitsBestOrThatOfThePage(String wanted, String given) {
        Locale language = Locale.forLanguageTag(given);

        assertThat(page("?wanted=" + encoded(wanted)).body())
                .contains("data-lang=\"" + given + "\"")
                .contains("aria-label=\"" + Texts.of(language, "portal.call") + "\"")
                .contains(Texts.of(language, "portal.call.unloaded"))
                .doesNotContain("\"><script>");
    }

    @ParameterizedTest
    @CsvSource({
        "'', voip-footer",
        "' dark  large ', voip-footer dark  large",
        "'\"><script>&', voip-footer &quot;>&lt;script>&amp;"
    })
    void itTakesFurtherClasses(String classes, String given) {
        assertThat(page("?classes=" + encoded(classes)).body()).contains("<div class=\"" + given + "\" data-lang");
    }

    @Test
    void itShowsNothingForAnotherServer() {
        String without = page("?server=https%3A%2F%2Fdesk.example%2Fvoip").body();

        assertThat(without).contains("<footer></footer>");
        assertThat(page("?server=").body()).contains("class=\"voip-call\"");
    }

    @Test
    void aFormThatComesBackFindsTheIconOnceOrNotAtAll() {
        HttpResponse<String> page = page("");
        assertThat(page.body().split("voip-call")).hasSize(2);

        page = postBack(page);
        assertThat(page.body().split("voip-call")).hasSize(2);

        administrator.save(SampleParameters.INITIAL);
        page = postBack(page);
        assertThat(page.body()).contains("<footer></footer>");

        administrator.save(SampleParameters.COMPLETE);
        assertThat(postBack(page).body().split("voip-call")).hasSize(2);
    }

    private HttpResponse<String> page(String query) {
        HttpResponse<String> page = browser.get("wishes.xhtml" + query, "Accept-Language", "en");
        assertThat(page.statusCode()).isEqualTo(200);
        return page;
    }

    private HttpResponse<String> postBack(HttpResponse<String> page) {
        Map<String, String> form = PlainBrowser.with(PlainBrowser.fields(page), "form:again", "Again");
        HttpResponse<String> answer = browser.post("wishes.xhtml", form, "Accept-Language", "en");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
