package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.start.Settings;
import org.portalvoip.testing.FakeRequest;

/** What each answer tells the browser. */
@SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
class ResponseHeadersTest {
    private final Map<String, String> headers = new HashMap<>();

    private final HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> headers.put((String) arguments[0], (String) arguments[1]));

    private Map<String, String> of(String path, String... request) {
        ResponseHeaders.put(FakeRequest.to("GET", path, request), response);
        return headers;
    }

    private Map<String, String> filtered(String path, String... guests) throws Exception {
        var filter = new ResponseHeaders();
        filter.settings = new Settings() {
            @Override
            public Set<String> allowedOrigins() {
                return Set.of(guests);
            }
        };
        filter.doFilter(FakeRequest.to("GET", path), response, (sent, received) -> {});
        return headers;
    }

    private Map<String, String> ofHandshake(String path) throws Exception {
        new ResponseHeaders()
                .doFilter(FakeRequest.to("GET", path, "Upgrade", "websocket"), response, (sent, received) -> {});
        return headers;
    }

    /** Payara keeps them, 400 bytes each, for as long as the socket is open. */
    @Test
    void aSocketThatOpensHasNone() throws Exception {
        assertThat(ofHandshake("/call")).isEmpty();
        assertThat(of("/call", "Upgrade", "websocket"))
                .as("from outside the filter")
                .isEmpty();
    }

    @Test
    void whoeverOnlyPretendsToOpenOneGetsThem() throws Exception {
        assertThat(ofHandshake("/login")).containsEntry("X-Content-Type-Options", "nosniff");
    }

    @Test
    void thePhoneMayBeFramedByAllowedOriginsAndFindsWhoOpenedIt() throws Exception {
        assertThat(filtered("/phone", "https://portal.example", "https://other.example:8443"))
                .containsEntry("Cross-Origin-Opener-Policy", "unsafe-none")
                .hasEntrySatisfying("Content-Security-Policy", policy -> assertThat(policy)
                        .startsWith("default-src 'none'; script-src 'self';")
                        .endsWith("frame-ancestors 'self' https://other.example:8443 https://portal.example"));
    }

    @Test
    void noOtherPageMayBeFramedByThem() throws Exception {
        assertThat(filtered("/login", "https://portal.example").get("Content-Security-Policy"))
                .contains("frame-ancestors 'self';")
                .doesNotContain("portal.example");
    }

    @Test
    void behindTlsTheBrowserComesBackOverTlsForAYear() {
        assertThat(of("/", "scheme", "https")).containsEntry("Strict-Transport-Security", "max-age=31536000");
    }

    @Test
    void withoutTlsNobodyPromisesIt() {
        assertThat(of("/")).doesNotContainKey("Strict-Transport-Security");
    }

    @ParameterizedTest
    @CsvSource({
        "/,                                 'private, no-cache'",
        "/login,                            no-store",
        "/password,                         no-store",
        "/admin/parameters,                 no-store",
        "/api/parameters,                   no-store",
        "/phone/footer.css,                 no-cache",
        "/jakarta.faces.resource/a.js.xhtml, no-cache",
    })
    void whatIsPrivateIsKeptByNobody(String path, String kept) {
        assertThat(of(path)).containsEntry("Cache-Control", kept);
    }

    @Test
    void theModulesOfThePhoneAreNotForPagesOfOtherSites() {
        assertThat(of("/phone/icon.js"))
                .doesNotContainKeys("Cross-Origin-Resource-Policy", "Access-Control-Allow-Origin");
    }

    @Test
    void thePagesOfOtherSitesMayLoadTheStyleOfTheIconAndNothingElse() {
        assertThat(of("/phone/footer.css")).containsEntry("Cross-Origin-Resource-Policy", "cross-origin");
        assertThat(of("/admin/parameters")).containsEntry("Cross-Origin-Resource-Policy", "same-origin");
    }

    @Test
    void aScriptOfTypeModuleMayBeLoadedFromAnywhereWithoutCookies() {
        assertThat(of("/footer.js"))
                .doesNotContainKey("Cross-Origin-Resource-Policy") // it is for requests without CORS
                .containsEntry("Access-Control-Allow-Origin", "*")
                .doesNotContainKeys("Access-Control-Allow-Credentials", "Content-Security-Policy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/parameters", "/api/call-ticket", "/phone/call.js", "/footer.json"})
    void nothingElseMayBeReadByAnotherOrigin(String path) {
        assertThat(of(path)).doesNotContainKey("Access-Control-Allow-Origin");
    }

    @Test
    void aPageIsFramedByOursAloneAndAnAnswerToAProgramByNobody() {
        assertThat(of("/").get("Content-Security-Policy")).contains("frame-ancestors 'self'");
        assertThat(of("/api/parameters").get("Content-Security-Policy"))
                .startsWith("default-src 'none'")
                .contains("frame-ancestors 'none'");
    }
}
