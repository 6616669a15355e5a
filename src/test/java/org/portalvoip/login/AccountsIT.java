package org.portalvoip.login;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.Keys;
import org.portalvoip.testing.browser.PlainBrowser;
import org.portalvoip.testing.browser.Portal;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.server.SharedServer;

/**
 * More than one administrator: each act, who may do it, and that somebody is always left. Longer than 200 lines,
 * because its tests share a server and its accounts.
 */
@Tag("database")
@ExtendWith(SharedServer.class)
@Tag("thorough")
class AccountsIT {
    static final Iterable<Locale> languages = Languages.ALL;

    private static final Pattern ONCE = Pattern.compile("class=\"once\">([a-z2-9]{24})<");
    private static final int NARROW = 320;

    @TempDir
    static Path folder;

    private static Portal portal;
    private static PlainBrowser admin;

    private final Browser browser;

    AccountsIT(Browser browser) {
        this.browser = browser;
    }

    @BeforeAll
    static void start() throws IOException {
        portal = Portal.start(folder.resolve("data"));
        portal.replaceFirstPassword();
        admin = portal.admin();
    }

    @AfterAll
    static void stop() {
        portal.close();
    }

    /** Presses a button of the page. */
    private static HttpResponse<String> act(PlainBrowser browser, String act, String name) {
        var form = PlainBrowser.fields(browser.get("admin/accounts?lang=en"));
        form.put("act", act.equals("ADD") ? act : act + " " + name);
        form.put("name", name);
        return browser.post("admin/accounts", form);
    }

    private static String once(HttpResponse<String> answer) {
        Matcher shown = ONCE.matcher(answer.body());
        assertThat(shown.find()).as(answer.body()).isTrue();
        return shown.group(1);
    }

    /** A new administrator with a password of their own, signed in. */
    private static PlainBrowser colleague(String name) {
        String once = once(act(admin, "ADD", name));
        PlainBrowser theirs = portal.browser();
        portal.signIn(theirs, "login", name, once);
        portal.change(theirs, once, Portal.PASSWORD);
        assertThat(theirs.get("admin/accounts").statusCode()).isEqualTo(200);
        return theirs;
    }

    private static boolean isIn(PlainBrowser browser) {
        return browser.get("admin/accounts").statusCode() == 200;
    }

    private static String reason(HttpResponse<String> answer) {
        Matcher refused = Pattern.compile("data-refused=\"([A-Z]+)\"").matcher(answer.body());
        return refused.find() ? refused.group(1) : "";
    }

    @Test
    void aNewAdministratorFirstReplacesTheOneTimePassword() throws Exception {
        String once = once(act(admin, "ADD", "ana"));
        assertThat(admin.get("admin/accounts").body())
                .contains("data-account=\"ana\"")
                .doesNotContain(once);
        assertThat(portal.log()).content().doesNotContain(once);
        PlainBrowser ana = portal.browser();
        assertThat(Portal.location(portal.signIn(ana, "login", "ana", once))).startsWith("/voip/password");
        assertThat(isIn(ana)).isFalse();
        portal.change(ana, once, Portal.PASSWORD);
        assertThat(isIn(ana)).isTrue();

        assertThat(admin.get("admin/history?q=ana").body()).contains("ACCOUNT_ADD", ">admin<", ">ana<");
        act(admin, "REMOVE", "ana");
    }

    /** Whoever finds it in an old mail, or read it on the way, finds the door closed. */
    @Test
    void aOneTimePasswordSignsInOnce() {
        String once = once(act(admin, "ADD", "hilda"));
        String state = admin.get("admin/accounts?lang=en").body();
        assertThat(state).contains(Texts.of(Languages.ENGLISH, "accounts.state.until"));
        PlainBrowser hilda = portal.browser();
        PlainBrowser another = portal.browser();

        assertThat(Portal.location(portal.signIn(hilda, "login", "hilda", once)))
                .startsWith("/voip/password");
        var refused = portal.signIn(another, "login?lang=en", "hilda", once);

        assertThat(refused.body()).contains(Texts.of(Languages.ENGLISH, "login.spent"));
        assertThat(another.get("password").statusCode()).isEqualTo(303);
        assertThat(admin.get("admin/accounts?lang=en").body())
                .contains(Texts.of(Languages.ENGLISH, "accounts.state.spent"));
        portal.change(hilda, once, Portal.PASSWORD);
        assertThat(isIn(hilda)).isTrue();
        act(admin, "REMOVE", "hilda");
    }

    @Test
    void eachActEndsTheSessionsAndStandsInTheHistory() {
        PlainBrowser berta = colleague("berta");
        act(admin, "SIGN_OUT", "berta");
        assertThat(isIn(berta)).isFalse();
        portal.signIn(berta, "login", "berta", Portal.PASSWORD);
        assertThat(isIn(berta)).isTrue();

        act(admin, "DISABLE", "berta");
        assertThat(isIn(berta)).isFalse();
        portal.signIn(berta, "login", "berta", Portal.PASSWORD);
        assertThat(isIn(berta)).isFalse();
        act(admin, "ENABLE", "berta");
        portal.signIn(berta, "login", "berta", Portal.PASSWORD);
        assertThat(isIn(berta)).isTrue();

        String once = once(act(admin, "RESET", "berta"));
        assertThat(isIn(berta)).isFalse();
        portal.signIn(berta, "login", "berta", Portal.PASSWORD);
        assertThat(isIn(berta)).isFalse();
        assertThat(Portal.location(portal.signIn(berta, "login", "berta", once)))
                .startsWith("/voip/password");

        act(admin, "REMOVE", "berta");
        assertThat(isIn(berta)).isFalse();
        String history = admin.get("admin/history?q=berta").body();
        for (String act : List.of("ADD", "SIGN_OUT", "DISABLE", "ENABLE", "RESET", "REMOVE")) {
            assertThat(history).contains("data-kind=\"ACCOUNT_" + act + "\"");
        }
        assertThat(admin.get("admin/history.csv?q=berta").body()).contains("\"admin\"", "\"berta\"");
    }

    /** Its old session would otherwise open the door of the new account. */
    @Test
    void aNewAccountOfAnOldNameIsSomebodyElse() {
        PlainBrowser old = colleague("carla");
        act(admin, "REMOVE", "carla");
        PlainBrowser next = colleague("carla");

        assertThat(isIn(old)).isFalse();
        assertThat(isIn(next)).isTrue();
        act(admin, "REMOVE", "carla");
    }

    @Test
    void nobodyShutsOutThemselvesOrTheLastOne() {
        assertThat(reason(act(admin, "REMOVE", "admin"))).isEqualTo("LAST");
        assertThat(reason(act(admin, "DISABLE", "admin"))).isEqualTo("LAST");
        assertThat(reason(act(admin, "RESET", "admin"))).isEqualTo("LAST");
        colleague("dora");
        assertThat(reason(act(admin, "REMOVE", "admin"))).isEqualTo("OWN");
        assertThat(reason(act(admin, "ADD", "dora"))).isEqualTo("EXISTS");
        assertThat(reason(act(admin, "ADD", "Dora Ruiz"))).isEqualTo("NAME");
        act(admin, "REMOVE", "dora");
        assertThat(reason(act(admin, "REMOVE", "dora"))).isEqualTo("GONE");
        assertThat(isIn(admin)).isTrue();
    }

    @Test
    void anAddressDoesNothing() {
        colleague("eva");
        admin.get("admin/accounts?act=REMOVE%20eva&jakarta.faces.ViewState=stateless&accounts=accounts");

        assertThat(admin.get("admin/accounts").body()).contains("data-account=\"eva\"");
        act(admin, "REMOVE", "eva");
    }

    /** Two administrators remove each other in the same instant. */
    @RepeatedTest(5)
    void ofTwoWhoRemoveEachOtherOneIsLeft() {
        PlainBrowser flora = colleague("flora");
        var first = CompletableFuture.supplyAsync(() -> act(flora, "DISABLE", "admin"));
        var second = CompletableFuture.supplyAsync(() -> act(admin, "DISABLE", "flora"));
        CompletableFuture.allOf(first, second).join();

        assertThat(List.of(isIn(flora), isIn(admin))).containsExactlyInAnyOrder(true, false);
        if (isIn(flora)) {
            act(flora, "ENABLE", "admin");
            portal.signIn(admin, "login", "admin", Portal.PASSWORD);
        }
        act(admin, "REMOVE", "flora");
        assertThat(isIn(admin)).isTrue();
    }

    @ParameterizedTest
    @FieldSource("languages")
    void thePageIsUsedByKeyboardOnANarrowScreen(Locale language) {
        try (Visit visit = browser.visit(language, ColorScheme.LIGHT, NARROW, 900)) {
            visit.open(portal.uri("login"));
            visit.field("login.username").fill("admin");
            visit.field("login.password").fill(Portal.PASSWORD);
            visit.button("login.enter").click();
            visit.link("menu.accounts").click();
            assertThat(visit.page()).hasTitle(visit.text("accounts.title"));
            Keys keys = new Keys(visit);
            keys.tabTo(visit.field("accounts.name"));
            keys.type("gina");
            keys.press("Enter");
            assertThat(visit.page().locator("[data-done='ADD'] .once")).hasText(Pattern.compile("[a-z2-9]{24}"));

            Locator card = visit.page().locator("[data-account='gina']");
            assertThat(card).containsText(visit.text("accounts.state.once"));
            assertThat(visit.page().locator("[data-account='admin'] button")).hasCount(0);
            keys.walk();
            visit.open(portal.uri("admin/accounts"));
            keys.skipMenu();
            keys.press(card.locator("summary"), "Enter");
            keys.press(card.locator("details button"), "Space");
            assertThat(visit.page().locator("[data-done='REMOVE']")).containsText("gina");
            assertThat(card).hasCount(0);
        }
    }

    @Test
    void onlyAnAdministratorSeesIt() {
        assertThat(portal.browser().get("admin/accounts").statusCode()).isEqualTo(303);
    }
}
