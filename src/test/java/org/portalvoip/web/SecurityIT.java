package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.PlainBrowser;
import org.portalvoip.testing.browser.Portal;
import org.portalvoip.testing.browser.RawRequest;

/**
 * What a running server refuses, whoever sends it. Longer than 200 lines, because its tests share a server, whose start
 * takes longer than any of them.
 */
class SecurityIT {
    @TempDir
    static Path folder;

    private static Portal portal;
    private static PlainBrowser admin;

    @BeforeAll
    static void startAndSignIn() throws IOException {
        portal = Portal.start(folder.resolve("data"));
        portal.replaceFirstPassword();
        admin = portal.admin();
    }

    @AfterAll
    static void stop() {
        portal.close();
    }

    @Test
    void aVisitorOfThePortalGetsNoSession() {
        PlainBrowser visitor = portal.browser();
        assertThat(visitor.get("").statusCode()).isEqualTo(200);
        assertThat(visitor.get("login").statusCode()).isEqualTo(200);
        assertThat(visitor.get("nothing-here").statusCode()).isEqualTo(404);
        assertThat(visitor.cookies()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("org.portalvoip.web.ProtectedSpellings#ALL")
    void noSpellingOfAPathLetsAStrangerIn(String path) throws IOException {
        for (String method : List.of("GET", "HEAD", "POST", "PUT")) {
            var answer = RawRequest.send(portal.uri(""), method, path, "Content-Length: 0\r\n");
            assertThat(answer.status()).as("%s %s", method, path).isBetween(200, 499);
            assertThat(answer.text()).doesNotContain(Portal.PARAMETERS, "\"323\"", "\tat ", "Exception");
        }
    }

    @ParameterizedTest
    @FieldSource("org.portalvoip.web.ProtectedSpellings#ALL")
    void noSpellingOfAPathLetsAnAdministratorBringTheServerDown(String path) throws IOException {
        String headers = "Authorization: " + Portal.basic("admin", Portal.PASSWORD) + "\r\n";
        assertThat(RawRequest.send(portal.uri(""), "GET", path, headers).status())
                .isBetween(200, 499);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin,         http://evil.example",
        "Origin,         null",
        "Origin,         http://localhost.evil.example",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void anotherSitesPageCannotChangeAnything(String name, String value) {
        assertThat(admin.post("logout", Map.of(), name, value).statusCode()).isEqualTo(403);
        assertThat(admin.send("PUT", "api/parameters", "{}", name, value, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.get("admin/parameters").body()).contains(Portal.PARAMETERS);
    }

    @Test
    void ourOwnPageCan() {
        String origin = "http://" + portal.uri("").getAuthority();
        var answer = portal.admin().post("logout", Map.of(), "Origin", origin, "Sec-Fetch-Site", "same-origin");
        assertThat(answer.statusCode()).isEqualTo(303);
    }

    @Test
    void aBodyAboveTheLimitOrOfUnknownLengthIsRefused() throws IOException {
        // At once, because a client that is still sending when the server closes loses its answer.
        int length = (int) RequestGate.MOST_BYTES + 1;
        String large = "Content-Length: " + length + "\r\n\r\n" + "a".repeat(length);
        assertThat(RawRequest.send(portal.uri(""), "POST", "/login", large).status())
                .isEqualTo(413);
        String json = "Content-Type: application/json\r\nCookie: " + admin.cookieHeader() + "\r\n" + large;
        assertThat(RawRequest.send(portal.uri(""), "PUT", "/api/parameters", json)
                        .status())
                .isEqualTo(413);
        var chunked = RawRequest.send(
                portal.uri(""), "POST", "/login", "Accept-Language: en\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n");
        assertThat(chunked.status()).isEqualTo(411);
        assertThat(chunked.text()).contains("Content-Length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "PUT", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "X"})
    void aPageIsOnlyReadAndPosted(String method) throws IOException {
        var answer = RawRequest.send(portal.uri(""), method, "/login", "");
        assertThat(answer.status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1", "1:2", ":", "99999999999999999999:1", "é", "\0"})
    void aFormWithAViewStateThatIsNotOursIsShownAfresh(String state) {
        var form =
                PlainBrowser.with(PlainBrowser.fields(admin.get("admin/parameters")), "jakarta.faces.ViewState", state);
        assertThat(Portal.location(admin.post("admin/parameters", form))).isEqualTo("/voip/admin/parameters?expired");
        assertThat(admin.get("admin/parameters?expired").body()).contains("La página llevaba demasiado tiempo abierta");

        var ajax = admin.post(
                "admin/parameters",
                PlainBrowser.with(form, "jakarta.faces.partial.ajax", "true"),
                "Faces-Request",
                "partial/ajax");
        assertThat(ajax.statusCode()).isEqualTo(200);
        assertThat(ajax.body()).contains("<redirect url=\"/voip/admin/parameters?expired\"/>");
    }

    @Test
    void aFormWithoutItsNonceIsShownAfresh() {
        var form = PlainBrowser.fields(admin.get("admin/parameters"));
        form.remove("primefaces.nonce");
        assertThat(Portal.location(admin.post("admin/parameters", form))).isEqualTo("/voip/admin/parameters?expired");
    }

    @Test
    @Tag("once")
    void aFormWithAnotherNonceIsShownAfreshAndSavesNothing() {
        String before = admin.get("api/parameters").body();
        var form = PlainBrowser.fields(admin.get("admin/parameters"));
        form.put("primefaces.nonce", "forged");
        form.put("p329", "0666");
        form.put("save", "x");

        assertThat(Portal.location(admin.post("admin/parameters", form))).isEqualTo("/voip/admin/parameters?expired");
        assertThat(admin.get("api/parameters").body()).isEqualTo(before);
    }

    @Test
    void aFormThatNoPageOfOursSendsIsABadRequest() {
        var form = PlainBrowser.fields(admin.get("admin/parameters"));
        var answer = admin.post("admin/parameters", PlainBrowser.with(form, "jakarta.faces.ViewState", "stateless"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Solicitud no válida").doesNotContain("\tat ", "Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jakarta.faces.resource/../WEB-INF/web.xml.xhtml",
                "jakarta.faces.resource/web.xml.xhtml?ln=../WEB-INF",
                "jakarta.faces.resource/web.xml.xhtml?loc=../WEB-INF",
                "jakarta.faces.resource/theme.css.xhtml?ln=voip&con=../../WEB-INF",
                "jakarta.faces.resource/persistence.xml.xhtml?ln=../WEB-INF/classes/META-INF",
                "jakarta.faces.resource/parameters.xhtml.xhtml?ln=../admin",
                "jakarta.faces.resource/x.xhtml?ln=primefaces&pfdrid=x&pfdrt=sc",
                "WEB-INF/web.xml",
                "WEB-INF/errorpages/error.xhtml",
                "WEB-INF/templates/admin.xhtml",
                "META-INF/MANIFEST.MF",
                "api/application.wadl",
                "api/application.wadl/xsd0.xsd",
                "login?wanted=%22%3E%3Cscript%3E"
            })
    void noAddressTellsWhatIsNotForTheBrowser(String path) throws IOException {
        var answer = RawRequest.send(portal.uri(""), "GET", "/" + path, "");
        assertThat(answer.status()).isLessThan(500);
        assertThat(answer.text())
                .doesNotContain(
                        "<web-app",
                        "<persistence",
                        "Manifest-Version",
                        "ui:composition",
                        "<resources",
                        "\"><script>",
                        Portal.PARAMETERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.xhtml", "phone.xhtml?lang=es", "login.xhtml", "admin/parameters.xhtml"})
    void aPageHasOneAddressAndOnePolicy(String file) {
        assertThat(admin.get(file).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"es, Página no encontrada", "pt-BR, Página não encontrada", "en, Page not found"})
    void anErrorIsToldInTheReadersLanguage(String language, String title) {
        var answer = portal.browser().get("nothing-here", "Accept-Language", language);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains(title).contains("lang=\"" + language + "\"");
        assertThat(portal.browser().get("nothing-here?lang=" + language).body()).contains(title);
        assertThat(portal.browser()
                        .get("api/nothing-here", "Accept-Language", language)
                        .body())
                .startsWith("{\"message\":\"");
    }

    @Test
    @Tag("once")
    void noAnswerTellsWhatServerItComesFrom() {
        var page = portal.browser().get("login").headers();
        assertThat(page.firstValue("Server")).isEmpty();
        assertThat(page.firstValue("X-Powered-By")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi", "/metrics", "/health", "/management"})
    void besideThePortalNothingAnswersVisitors(String path) throws IOException {
        assertThat(RawRequest.send(root(), "GET", path, "").status()).isIn(403, 404);
    }

    @Test
    @Tag("once")
    void aRefusedPageIsLoggedWithItsOriginAndTheHost() {
        admin.post("logout", Map.of(), "Origin", "https://portal.elsewhere.example");

        Await.log(
                portal.log(),
                "A change was refused: its page has the origin https://portal.elsewhere.example, and it was sent"
                        + " to the host " + portal.uri("").getAuthority());
    }

    private static URI root() {
        return portal.uri("").resolve("/");
    }

    @Test
    void pagesAndAnswersToProgramsTellTheBrowserWhatTheyMayDo() {
        var page = portal.browser().get("login").headers();
        assertThat(page.allValues("Content-Security-Policy"))
                .hasSize(2)
                .anyMatch(policy -> policy.contains("object-src 'none'") && policy.contains("frame-ancestors 'self'"))
                .anyMatch(policy -> policy.matches("script-src 'self' 'nonce-[^']+';"))
                .noneMatch(policy -> policy.contains("default-src"));
        assertThat(page.firstValue("Permissions-Policy").orElseThrow()).contains("microphone=(self)");
        assertThat(page.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(page.firstValue("Cross-Origin-Opener-Policy")).contains("same-origin-allow-popups");
        assertThat(page.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
        assertThat(page.firstValue("Cache-Control")).contains("no-store");
        assertThat(admin.get("api/parameters").headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'");
    }
}
