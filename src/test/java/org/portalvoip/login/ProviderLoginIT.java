package org.portalvoip.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.PlainBrowser;
import org.portalvoip.testing.browser.Portal;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.lab.SmallProvider;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/**
 * Who can sign in by a provider of OpenID Connect, on a running server. Longer than 200 lines, because all of it needs the
 * same provider, server and browser.
 */
@Tag("thorough")
@ExtendWith(SharedServer.class)
class ProviderLoginIT {
    static final Iterable<Locale> languages = Languages.ALL;

    private static final int NARROW = 320;
    private static final Pattern SIGNED_IN = Pattern.compile("ana \\(OIDC [0-9a-f]{6}\\) signed in from");

    @TempDir
    static Path folder;

    private static SmallProvider provider;
    private static Portal portal;

    private final Browser browser;

    ProviderLoginIT(Browser browser) {
        this.browser = browser;
    }

    @BeforeAll
    static void start() throws IOException {
        provider = SmallProvider.start();
        portal = Portal.start(folder.resolve("data"), provider.serverOptions(folder));
        portal.replaceFirstPassword();
    }

    @AfterAll
    static void stop() {
        portal.close();
        provider.close();
    }

    @BeforeEach
    void healthy() {
        provider.denies = false;
        provider.broken = 0;
        provider.person = SmallProvider.named("ana", SmallProvider.ROLE);
    }

    /** Where the provider sends a browser of ours that has begun to sign in. */
    private static String back(PlainBrowser ours, String begin) throws Exception {
        URI page = URI.create(Portal.location(ours.get(begin)));
        assertThat(page).hasAuthority("127.0.0.1:" + provider.port());
        HttpResponse<Void> sent =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding());
        String address = sent.headers().firstValue("Location").orElseThrow();
        assertThat(address).startsWith(portal.uri("login/oidc?").toString());
        return address.substring(portal.uri("").toString().length());
    }

    private static String signIn(PlainBrowser ours) throws Exception {
        return Portal.location(ours.get(back(ours, "login/oidc/begin")));
    }

    private static boolean isIn(PlainBrowser ours) {
        return ours.get("admin/accounts").statusCode() == 200;
    }

    private static String refused(String reason) {
        return "/voip/login?refused=" + reason;
    }

    @Test
    void whoHasTheRoleAdministersUnderANameThatNoAccountHas() throws Exception {
        provider.person = SmallProvider.named("admin", SmallProvider.ROLE);
        PlainBrowser ours = portal.browser();
        assertThat(signIn(ours)).isEqualTo("/voip/admin/parameters");
        assertThat(ours.get("admin/accounts?lang=en").body()).contains("admin (OIDC ");

        var form = PlainBrowser.fields(ours.get("admin/accounts?lang=en"));
        form.put("act", "ADD");
        form.put("name", "carla");
        ours.post("admin/accounts", form);
        assertThat(ours.get("admin/history?q=carla").body())
                .contains("ACCOUNT_ADD")
                .containsPattern(">admin \\(OIDC [0-9a-f]{6}\\)<");
        assertThat(isIn(portal.admin())).as("the account of that name").isTrue();
        assertThat(ours.get("password").statusCode()).isEqualTo(404);
    }

    @Test
    void eachSignInHasASessionIdOfItsOwnAndTheCookieOfTheWayIsGone() throws Exception {
        PlainBrowser ours = portal.admin();
        String before = ours.cookieHeader();
        String back = back(ours, "login/oidc/begin");
        assertThat(ours.cookieHeader()).contains("voip-oidc=");
        HttpResponse<String> answer = ours.get(back);
        assertThat(ours.cookieHeader())
                .startsWith("JSESSIONID=")
                .isNotEqualTo(before)
                .doesNotContain("voip-oidc");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void theCookieOfTheWayIsForOurRequestsAlone() {
        assertThat(portal.browser().get("login/oidc/begin").headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .contains("voip-oidc=")
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Lax")
                .containsIgnoringCase("Path=/voip/login/oidc");
    }

    @ParameterizedTest
    @CsvSource({
        "/admin/history?lang=en, /voip/admin/history?lang=en",
        "//evil.example,         /voip/admin/parameters",
        "https://evil.example/,  /voip/admin/parameters",
        "/login/oidc/begin,      /voip/admin/parameters"
    })
    void theSignInLeadsToThePageThatWasWantedIfItIsOurs(String wanted, String reached) throws Exception {
        PlainBrowser ours = portal.browser();
        String begin = "login/oidc/begin?wanted=" + wanted.replace("?", "%3F").replace("=", "%3D");
        assertThat(Portal.location(ours.get(back(ours, begin)))).isEqualTo(reached);
    }

    /** It would not fit into the cookie. */
    @Test
    void whatIsTooLongToBeAPageOfOursIsForgotten() throws Exception {
        PlainBrowser ours = portal.browser();
        assertThat(Portal.location(ours.get(back(ours, "login/oidc/begin?wanted=/" + "a".repeat(2000)))))
                .isEqualTo("/voip/admin/parameters");
    }

    @Test
    void whoHasNotTheRoleIsToldSo() throws Exception {
        provider.person = SmallProvider.named("berta", "somebody");
        PlainBrowser ours = portal.browser();
        assertThat(signIn(ours)).isEqualTo(refused("ROLE"));
        assertThat(isIn(ours)).isFalse();
        for (Locale language : Languages.ALL) {
            assertThat(portal.browser()
                            .get("login?refused=ROLE&lang=" + language.toLanguageTag())
                            .body())
                    .contains(Texts.of(language, "oidc.refused.ROLE", "Keycloak"));
        }
        Await.log(portal.log(), "refused (ROLE): berta has not the value of voip.oidc.role-value");
    }

    @Test
    void whoIsDeniedKeepsThePageThatWasWanted() throws Exception {
        provider.denies = true;
        PlainBrowser ours = portal.browser();
        String back = back(ours, "login/oidc/begin?wanted=%2Fadmin%2Fhistory");
        assertThat(Portal.location(ours.get(back))).isEqualTo("/voip/login?wanted=%2Fadmin%2Fhistory&refused=DENIED");
        Await.log(portal.log(), "refused (DENIED)", "access_denied");
    }

    @Test
    void nobodySignsInAnotherBrowser() throws Exception {
        String back = back(portal.browser(), "login/oidc/begin");
        PlainBrowser fresh = portal.browser();
        assertThat(Portal.location(fresh.get(back))).isEqualTo(refused("OVER"));
        PlainBrowser begun = portal.browser();
        begun.get("login/oidc/begin");
        assertThat(Portal.location(begun.get(back))).isEqualTo(refused("OVER"));
        assertThat(isIn(fresh) || isIn(begun)).isFalse();
        assertThat(fresh.cookies()).as("a stranger makes no session").isEmpty();
    }

    @Test
    void aWayIsGoneOnce() throws Exception {
        PlainBrowser ours = portal.browser();
        String back = back(ours, "login/oidc/begin");
        String cookie = ours.cookieHeader();
        assertThat(Portal.location(ours.get(back))).isEqualTo("/voip/admin/parameters");
        assertThat(Portal.location(ours.get(back))).isEqualTo(refused("OVER"));
        assertThat(Portal.location(portal.browser().get(back, "Cookie", cookie)))
                .as("the same code and cookie again")
                .isEqualTo(refused("OVER"));
    }

    @Test
    void aTokenOfAnotherSignInIsRefused() throws Exception {
        provider.person = SmallProvider.named("ana", SmallProvider.ROLE)
                .andThen(claims -> claims.claim("nonce", "of another"))::apply;
        assertThat(signIn(portal.browser())).isEqualTo(refused("ANSWER"));
    }

    @Test
    void aProviderThatIsAwayDisturbsNoAccount() throws Exception {
        PlainBrowser ours = portal.browser();
        String back = back(ours, "login/oidc/begin");
        provider.broken = 503;
        assertThat(Portal.location(ours.get(back))).isEqualTo(refused("AWAY"));
        assertThat(isIn(portal.admin())).isTrue();
    }

    @Test
    void theSignOutEndsOurSessionAndOffersThatOfTheProvider() throws Exception {
        PlainBrowser ours = portal.browser();
        signIn(ours);
        assertThat(Portal.location(ours.post("logout", Map.of()))).isEqualTo("/voip/login?left");
        assertThat(isIn(ours)).isFalse();
        assertThat(ours.get("login?left&lang=en").body())
                .contains(
                        "You may still be signed in at Keycloak", provider.issuer() + "/logout?client_id=portal+voip");
        assertThat(Portal.location(portal.admin().post("logout", Map.of()))).isEqualTo("/voip/");
    }

    @Test
    void neitherSecretNorCodeNorTokenIsInTheLog() throws Exception {
        PlainBrowser ours = portal.browser();
        String back = back(ours, "login/oidc/begin");
        ours.get(back);
        ours.get(back);
        String code = back.replaceFirst(".*[?&]code=([^&]+).*", "$1");
        assertThat(code).hasSizeGreaterThan(30);
        String log = Await.until(Await.PATIENTLY, () -> Await.log(portal.log()), text -> SIGNED_IN
                .matcher(text)
                .find());
        assertThat(log).doesNotContain(SmallProvider.SECRET, code, "an-access-token", "eyJ");
    }

    @Test
    void programsStillSignInByPassword() {
        assertThat(portal.browser()
                        .get("api/parameters", "Authorization", Portal.basic("admin", Portal.PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        assertThat(portal.browser()
                        .get("api/parameters", "Authorization", Portal.basic("ana (OIDC)", Portal.PASSWORD))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @FieldSource("languages")
    void thePageIsUsedByKeyboardOnANarrowScreen(Locale language) {
        List<String> faults = new ArrayList<>();
        String name = "ana.maria.de.los.angeles.rodriguez@help-desk.example.org";
        provider.person = SmallProvider.named(name, SmallProvider.ROLE);
        try (Visit visit = browser.visit(language)) {
            visit.page().setViewportSize(NARROW, 640);
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                visit.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                for (String state : List.of("login", "login?refused=ROLE", "login?left")) {
                    visit.open(portal.uri(state));
                    new AxeBuilder(visit.page())
                            .analyze()
                            .getViolations()
                            .forEach(rule -> faults.add(state + ": " + rule.getId() + " " + rule.getNodes()));
                    assertThat((Boolean)
                                    visit.page().evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                            .isTrue();
                }
            }
            assertThat(faults).isEmpty();
            visit.open(portal.uri("admin/accounts"));
            Locator button = visit.page().getByText(visit.text("oidc.enter", "Keycloak"));
            for (int i = 0; i < 10 && !isFocused(button); i++) {
                visit.page().keyboard().press("Tab");
            }
            visit.page().keyboard().press("Enter");
            visit.page().waitForURL(portal.uri("admin/accounts").toString());
            assertThat(visit.page().locator(".who").textContent())
                    .contains("ana.maria.de.los.angeles.rodriguez@help-desk.", "… (OIDC ");
            assertThat((Boolean) visit.page().evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                    .isTrue();
        }
    }

    private static boolean isFocused(Locator element) {
        return (Boolean) element.evaluate("one => one === document.activeElement");
    }

    /** The server that all tests share has none. */
    @Test
    void withoutAProviderThereIsNoButtonAndNoWay(Server server) {
        PlainBrowser elsewhere = new PlainBrowser(server.uri(""));
        assertThat(elsewhere.get("login?refused=ROLE&left").body()).doesNotContain("oidc", "OIDC", "role=\"alert\"");
        assertThat(elsewhere.get("login/oidc/begin").statusCode()).isEqualTo(404);
        assertThat(elsewhere.get("login/oidc?code=x&state=y").statusCode()).isEqualTo(404);
    }
}
