package org.portalvoip.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.testing.SampleParameters;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/** What a visitor of the portal receives, and what not. */
@Tag("essential")
@ExtendWith(SharedServer.class)
class PortalIT {
    static final Iterable<Locale> languages = Languages.ALL;

    private final HttpClient visitor =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final Server server;
    private final Administrator administrator;

    PortalIT(Server server, Administrator administrator) {
        this.server = server;
        this.administrator = administrator;
    }

    @Test
    void switchedOffThePageCarriesNothingOfIt() throws Exception {
        administrator.save(SampleParameters.COMPLETE);
        String on = get("", "es").body();
        administrator.save(SampleParameters.completeBut(323, "N"));
        String off = get("", "es").body();

        assertThat(off).doesNotContain("voip-call", "voip-footer", "/phone/");
        String footer =
                on.substring(on.indexOf("<link rel=\"stylesheet\" href=\"/voip/phone/"), on.lastIndexOf("</script>"));
        assertThat(on.replace(footer + "</script>", "")).isEqualTo(off);
    }

    @ParameterizedTest
    @CsvSource({"S", "N"})
    void visitorsGetNoSessionAndNoCookie(String active) throws Exception {
        administrator.save(SampleParameters.completeBut(323, active));

        HttpResponse<String> answer = get("", "es");

        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(answer.body()).doesNotContain("ViewState", "jsessionid");
    }

    @Test
    void aSaveShowsOnTheNextPage() throws Exception {
        for (int i = 0; i < 5; i++) {
            administrator.save(SampleParameters.COMPLETE);
            assertThat(get("", "es").body()).contains("class=\"voip-call\"");
            administrator.save(SampleParameters.INITIAL);
            assertThat(get("", "es").body()).doesNotContain("voip-call");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "es, es",
        "pt-BR, pt-BR",
        "pt-PT, pt-BR",
        "en-GB, en",
        "fr, es",
        "'fr, en;q=0.5, pt;q=0.8', pt-BR",
        "'*', es",
        "'not a language;;', es"
    })
    void theBrowserSaysWhichLanguage(String wished, String given) throws Exception {
        administrator.save(SampleParameters.COMPLETE);
        Locale language = Locale.forLanguageTag(given);

        assertThat(get("", wished).body())
                .contains("lang=\"" + given + "\"")
                .contains(Texts.of(language, "portal.hero"))
                .contains("aria-label=\"" + Texts.of(language, "portal.call") + "\"");
    }

    @Test
    void aChosenLanguageIsRemembered() throws Exception {
        HttpResponse<String> chosen = get("?lang=pt-BR", "en");

        assertThat(chosen.body()).contains("lang=\"pt-BR\"");
        assertThat(chosen.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("lang=pt-BR;")
                .contains("HttpOnly", "SameSite=Lax");
        assertThat(get("", "en").body()).contains("lang=\"pt-BR\"");
        assertThat(get("?lang=xx", "en").body()).contains("lang=\"pt-BR\"");
        assertThat(get("?lang=es", "en").body()).contains("lang=\"es\"");
        assertThat(get("", "en").body()).contains("lang=\"es\"");
    }

    @ParameterizedTest
    @FieldSource("languages")
    void theHeadsetIsALinkForFingersAndForReaders(Locale language, Browser browser) {
        administrator.save(SampleParameters.COMPLETE);
        try (var visit = browser.visit(language, ColorScheme.LIGHT, 320, 640)) {
            visit.open(server.uri(""));

            var headset = visit.link("portal.call");
            assertThat(headset.getAttribute("class")).contains("voip-call");
            assertThat(headset.boundingBox().width).isGreaterThanOrEqualTo(44);
            assertThat(headset.boundingBox().height).isGreaterThanOrEqualTo(44);
            assertThat(visit.page().getByRole(AriaRole.CONTENTINFO).boundingBox().width)
                    .isLessThanOrEqualTo(320);
        }
    }

    private HttpResponse<String> get(String path, String language) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.uri(path)).header("Accept-Language", language);
        HttpResponse<String> answer = visitor.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }
}
