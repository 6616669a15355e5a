package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalvoip.testing.FakeRequest;
import org.portalvoip.testing.FakeResponse;

/** Where a browser is sent, and who a call is for. */
class WayBackTest {
    private final FakeResponse answer = new FakeResponse();

    @ParameterizedTest
    @CsvSource({
        "GET,  /admin/parameters, ,        /admin/parameters",
        "GET,  /admin/parameters, lang=en, /admin/parameters?lang=en",
        "POST, /admin/parameters, lang=en, /admin/parameters"
    })
    void thePageThatWasWantedIsRememberedWithItsQuestionAndNoForm(
            String method, String path, String query, String wanted) {
        Remembering request = new Remembering(FakeRequest.to(method, path));
        request.query = query;

        assertThat(LocalPath.of(request)).contains(new LocalPath(wanted));
    }

    @Test
    void aPathMayHave300CharactersAndNotOneMore() {
        assertThat(LocalPath.of("/" + "a".repeat(299))).isPresent();
        assertThat(LocalPath.of("/" + "a".repeat(300))).isEmpty();
    }

    @Test
    void aBrowserIsSentWithAGet() throws IOException {
        Redirect.to("/login?a=1&b=2", FakeRequest.with(), answer.response);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.headers)
                .containsEntry("Location", "/voip/login?a=1&b=2")
                .containsEntry("Cache-Control", "no-store");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void theScriptOfFacesIsToldInItsOwnXml() throws IOException {
        Redirect.to("/login?a=\"1\"&b=<2", FakeRequest.with("Faces-Request", "partial/ajax"), answer.response);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers)
                .containsEntry("Content-Type", "text/xml")
                .containsEntry("charset", "UTF-8")
                .containsEntry("Cache-Control", "no-store")
                .doesNotContainKey("Location");
        assertThat(answer.body())
                .contains("<redirect url=\"/voip/login?a=&quot;1&quot;&amp;b=&lt;2\"/></partial-response>");
    }

    @ParameterizedTest
    @CsvSource({"/call, true", "/api/call-ticket, true", "/api/parameters, false", "/call/x, false", "/, false"})
    void aCallAndItsTicketDependOnALogin(String path, boolean concerned) {
        assertThat(CallerLogin.concerns(path)).isEqualTo(concerned);
    }

    @Test
    void aRequestKnowsTheLoginThatItsCallEndsWith() {
        Remembering request = new Remembering(FakeRequest.to("GET", "/call"));
        assertThat(CallerLogin.of(request)).isEmpty();

        CallerLogin.put(request, "the login");
        assertThat(CallerLogin.of(request)).isEqualTo("the login");
    }

    @ParameterizedTest
    @CsvSource({"https://guest.example,  true", "https://portal.example, false", "https://evil.example,   false"})
    void aGuestIsAnAllowedPageThatIsNotOurs(String origin, boolean guest) {
        SameOrigin rule = new SameOrigin(Optional.empty(), List.of("https://guest.example", "https://portal.example"));

        assertThat(rule.isGuest(FakeRequest.with("Host", "portal.example", "Origin", origin)))
                .isEqualTo(guest);
    }
}
