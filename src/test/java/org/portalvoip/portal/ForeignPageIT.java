package org.portalvoip.portal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.testing.SampleParameters;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ForeignPortal;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/**
 * The icon in pages of another origin, which hold one line; the phone's window is a stand-in. Longer than 200 lines,
 * because its tests share a server and the foreign site.
 */
@Tag("once")
@ExtendWith(SharedServer.class)
class ForeignPageIT {
    /** Tells its opener what the phone tells it. */
    private static final String PHONE = """
            <title>Phone</title><script>
            const portal = new URLSearchParams(location.hash.slice(1)).get('origin');
            window.tell = (message) => opener.postMessage(message, portal);
            </script>""";

    /** For a page, before it loads: how many listeners to messages its window has. */
    private static final String COUNT_LISTENERS = """
            window.listening = 0;
            const add = addEventListener, remove = removeEventListener;
            window.addEventListener = (name, ...rest) => { listening += name === 'message'; add(name, ...rest); };
            window.removeEventListener = (name, ...rest) => { listening -= name === 'message'; remove(name, ...rest); };
            """;

    private final Server server;
    private final Administrator administrator;
    private final ForeignPortal portal;
    private final Visit visit;
    private final Page page;

    ForeignPageIT(Server server, Administrator administrator, Browser browser) {
        this.server = server;
        this.administrator = administrator;
        portal = new ForeignPortal(server);
        visit = browser.visit(Languages.PORTUGUESE);
        page = visit.page();
    }

    @BeforeEach
    void switchOn() {
        administrator.save(SampleParameters.COMPLETE);
        visit.context().addInitScript(ForeignPortal.HEAR);
        visit.context()
                .route(
                        server.uri("phone") + "**",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("text/html")
                                .setBody(PHONE)));
    }

    @AfterEach
    void nothingWentWrong() {
        visit.close();
        portal.close();
    }

    @ParameterizedTest
    @CsvSource({"html, en", "cms, pt-BR", "vite, es"})
    void theIconOfTheGuidesSamplesOpensThePhone(String sample, String language) {
        visit.open(portal.sample(sample));

        assertThat(icon()).hasCount(1);
        assertThat(icon()).hasAccessibleName(Texts.of(Locale.forLanguageTag(language), "portal.call"));
        assertThat(icon().boundingBox().width).isEqualTo(52);
        assertThat(icon().boundingBox().height).isEqualTo(44);
        Page phone = phone(icon()::click);
        assertThat(phone.url()).isEqualTo(server.uri("phone?lang=" + language) + "#origin=" + portal.origin());
        assertThat(phone.evaluate("name")).isEqualTo("voip-phone");
    }

    @Test
    void thePlainLinkOpensThePhoneWithoutAScript() {
        visit.open(portal.sample("link"));

        Page phone = phone(page.getByText(Texts.of(Languages.SPANISH, "portal.call"))::click);

        assertThat(phone.url()).isEqualTo(server.uri("phone?lang=es").toString());
        assertThat(phone.evaluate("name")).isEqualTo("voip-phone");
    }

    @Test
    void aSecondClickRaisesThePhoneAlsoFromTheNextPageOfThePortal() {
        visit.open(portal.sample("html"));
        Page phone = phone(icon()::click);
        phone.evaluate("window.mark = 1");

        icon().click();
        visit.open(portal.page("", ""));
        icon().focus();
        page.keyboard().press("Space");
        page.keyboard().press("Enter");

        assertThat(visit.context().pages()).containsExactly(page, phone);
        assertThat(phone.evaluate("window.mark")).isEqualTo(1);
    }

    @Test
    void thePhoneLearnsWhoIsCallingAlsoWhenItIsThereAlready() {
        visit.open(portal.page("", "<voip-call token='J.W.T'></voip-call>"));
        Page phone = phone(icon()::click);
        assertThat(phone.url()).endsWith("#origin=" + portal.origin() + "&token=J.W.T");

        phone.evaluate("window.told = new Promise((resolve) => addEventListener('message', resolve))"
                + ".then(({ origin, data }) => [origin, data.voip, data.token].join(' ')); 0");
        page.evaluate("document.querySelector('voip-call').token = 'the next'");
        icon().click();
        assertThat(phone.evaluate("told")).isEqualTo(portal.origin() + " caller the next");
    }

    @Test
    void aBrowserThatBlocksWindowsFollowsTheLink() {
        page.addInitScript("window.open = () => null");
        visit.open(portal.sample("html"));

        icon().click();

        page.waitForURL(server.uri("phone?lang=en") + "#origin=" + portal.origin());
    }

    @Test
    void whileCallsAreOffThereIsNothing() {
        administrator.save(SampleParameters.completeBut(323, "N"));
        visit.open(portal.sample("html"));
        page.waitForLoadState();

        assertThat(icon()).hasCount(0);
        assertThat(page.locator("voip-call").boundingBox().width).isZero();
        assertThat(page.evaluate("customElements.get('voip-call') === undefined"))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource({
        "'',       es,      es",
        "'',       pt_BR,   pt-BR",
        "'',       '',      pt-BR",
        "'',       fr,      es",
        "en-GB,    es,      en",
        "pt,       en,      pt-BR",
        "'',       en-US,   en"
    })
    void itSpeaksTheLanguageOfTheElementOrThePageOrTheBrowser(String ofElement, String ofPage, String given) {
        visit.open(portal.page("", "<voip-call lang='" + ofElement + "'></voip-call>"));
        page.evaluate("tag => document.documentElement.lang = tag", ofPage);

        assertThat(icon()).hasAccessibleName(Texts.of(Locale.forLanguageTag(given), "portal.call"));
        assertThat(icon())
                .hasAttribute("href", server.uri("phone?lang=" + given).toString());
    }

    @Test
    void itFollowsItsAttribute() {
        visit.open(portal.sample("html"));
        for (Locale language : Languages.ALL) {
            page.evaluate("tag => document.querySelector('voip-call').lang = tag", language.toLanguageTag());
            assertThat(icon()).hasAccessibleName(Texts.of(language, "portal.call"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "footer * { display: none !important }",
                "footer * { visibility: hidden !important; opacity: 0 !important }",
                "* { all: unset; font-size: 0; line-height: 0; color: transparent }",
                "button, a { all: unset !important; display: none !important; width: 0 !important }",
                "svg, path { display: none !important; stroke: none !important; width: 0 !important }",
                ":root { --accent: white; --surface: white } * { --accent: white !important }"
            })
    void theStyleOfThePageDoesNotLeakIn(String hostile) {
        visit.open(portal.page("", "<footer><p>Company</p></footer>"));
        List<String> before = look();
        visit.open(portal.page("<style>" + hostile + "</style>", "<footer><p>Company</p></footer>"));

        assertThat(look()).isEqualTo(before);
        assertThat(icon().locator("path").isVisible()).isTrue();
    }

    @Test
    void aPortalChoosesColoursAndShape() {
        visit.open(portal.page(
                "<style>voip-call { --voip-accent: rgb(1, 2, 3) } voip-call::part(icon) { border-radius: 3px }</style>",
                ""));

        assertThat(look()).contains("rgb(1, 2, 3)", "3px");
    }

    @Test
    void itFollowsThePagesColourScheme() {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        visit.open(portal.page("", ""));
        assertThat(look()).contains("rgb(15, 123, 95)");
        visit.open(portal.page("<meta name='color-scheme' content='light dark'>", ""));
        assertThat(look()).contains("rgb(95, 208, 170)");

        page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
        assertThat(icon().evaluate("icon => getComputedStyle(icon).color === getComputedStyle(icon.firstChild).stroke"))
                .isEqualTo(true);
        assertThat(look()).doesNotContain("rgb(95, 208, 170)");
    }

    @Test
    void aBaseOfThePageChangesNoAddress() {
        visit.open(portal.page("<base href='https://elsewhere.example/deep/'>", ""));

        assertThat(icon()).hasAttribute("href", server.uri("phone?lang=en").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "document.body.replaceWith(fresh.body)",
                "document.body.innerHTML = fresh.body.innerHTML",
                "document.querySelector('footer').replaceWith(fresh.querySelector('footer'))",
                "document.querySelector('footer').innerHTML = fresh.querySelector('footer').innerHTML"
            })
    void itSurvivesTheReplacementOfThePage(String swap) {
        String body = "<h1>Portal</h1><footer><p>Company</p></footer>";
        visit.open(portal.page("", body));
        for (int i = 0; i < 3; i++) {
            assertThat(page.locator("footer > voip-call")).hasCount(1);
            page.evaluate(
                    "body => { const fresh = new DOMParser().parseFromString(body, 'text/html'); "
                            + "document.querySelector('voip-call').id = 'old'; " + swap + " }",
                    body);
            assertThat(page.locator("#old")).hasCount(0);
        }
        assertThat(icon()).hasCount(1);
        assertThat(phone(icon()::click).evaluate("name")).isEqualTo("voip-phone");
    }

    @Test
    void aPageWithoutAFooterKeepsItToo() {
        visit.open(portal.page("", "<h1>Portal</h1>"));
        for (int i = 0; i < 3; i++) {
            assertThat(page.locator("body > voip-call:last-child")).hasCount(1);
            page.evaluate("document.body.innerHTML = '<h1>Next</h1><p>Page</p>'");
        }
        assertThat(icon()).hasCount(1);
    }

    @Test
    void aPageThatCarriesTheElementIsLeftToIt() {
        visit.open(portal.page("", "<main></main><footer></footer>"));
        assertThat(page.locator("footer > voip-call")).hasCount(1);
        page.evaluate("document.querySelector('main').append(document.createElement('voip-call'))");

        assertThat(icon()).hasCount(1);
        assertThat(page.locator("main > voip-call")).hasCount(1);

        page.evaluate("document.body.replaceWith(document.createElement('body'))");
        page.evaluate("new Promise(resolve => setTimeout(resolve))");
        assertThat(page.locator("voip-call")).hasCount(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<h1>Portal</h1>", "<footer></footer>", "<footer><p>Company</p></footer>"})
    void onceRemovedNothingIsLeft(String body) {
        page.addInitScript(COUNT_LISTENERS);
        visit.open(portal.page("", body));
        assertThat(icon()).hasCount(1);
        assertThat(page.evaluate("listening")).isEqualTo(1);

        page.evaluate("document.querySelector('voip-call').remove()");
        page.evaluate("new Promise(resolve => setTimeout(resolve))");

        assertThat(page.evaluate("document.body.innerHTML").toString().strip()).isEqualTo(body);
        assertThat(page.evaluate("listening")).isEqualTo(0);
    }

    @Test
    void aReactPageKeepsNothingOfAComponentThatIsGone() {
        page.addInitScript(COUNT_LISTENERS);
        visit.open(portal.sample("vite"));
        for (int i = 0; i < 3; i++) {
            assertThat(icon()).hasCount(1);
            assertThat(page.evaluate("listening")).isEqualTo(1);
            page.getByText("Nosotros").click();
            assertThat(icon()).hasCount(0);
            page.evaluate("new Promise(resolve => setTimeout(resolve))");

            assertThat(page.locator("voip-call")).hasCount(0);
            assertThat(page.evaluate("listening")).isEqualTo(0);
            page.getByText("Servicios").click();
        }
    }

    @Test
    void aReactPageHearsOfTheCall() {
        visit.open(portal.sample("vite"));
        Page phone = phone(icon()::click);
        phone.evaluate("tell({ voip: 'call-started' })");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Está hablando con el HelpDesk");

        page.getByText("Nosotros").click();
        page.getByText("Servicios").click();
        assertThat(page.getByRole(AriaRole.STATUS)).isEmpty();
        phone.evaluate("tell({ voip: 'call-ended', outcome: 'FAR_END', seconds: 12 })");

        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Su llamada duró 12 s");
    }

    @Test
    void twoLinesMakeOneIcon() {
        String again = "<script type='module' src='" + server.uri("footer.js?again") + "'></script>";
        visit.open(portal.page(again, ""));

        assertThat(icon()).hasCount(1);
    }

    @Test
    void thePortalHearsOfTheCall() {
        visit.open(portal.page("", "<voip-call id='first'></voip-call><voip-call id='second'></voip-call>"));
        Page phone = phone(icon().last()::click);
        phone.evaluate("tell({ voip: 'call-started' })");
        phone.evaluate("tell({ voip: 'call-ended', outcome: 'HANG_UP', seconds: 12, secret: 'x' })");

        awaitHeard("voip-call-started second {}", "voip-call-ended second {\"outcome\":\"HANG_UP\",\"seconds\":12}");
    }

    @Test
    void theNextPageOfThePortalHearsOfItToo() {
        visit.open(portal.sample("html"));
        Page phone = phone(icon()::click);
        visit.open(portal.page("", "<voip-call id='next'></voip-call>"));
        assertThat(icon()).hasCount(1);
        phone.evaluate("tell({ voip: 'call-ended', outcome: 'FAR_END', seconds: 3 })");

        awaitHeard("voip-call-ended next {\"outcome\":\"FAR_END\",\"seconds\":3}");
    }

    @Test
    void nobodyElseTellsOfACall() {
        visit.open(portal.page("", "<voip-call id='only'></voip-call>"));
        assertThat(icon()).hasCount(1);
        page.evaluate("postMessage({ voip: 'call-started' }, '*')");
        Page phone = phone(icon()::click);
        for (String nothing :
                List.of("null", "'call-started'", "{ voip: 'call' }", "{ voip: ['call-started'] , x: 1 }")) {
            phone.evaluate("tell(" + nothing + ")");
        }
        phone.evaluate("tell({ voip: 'call-started' })");

        awaitHeard("voip-call-started only {}");
    }

    private void awaitHeard(String... events) {
        assertThat(portal.heard(page, events.length)).containsExactly(events);
    }

    private Locator icon() {
        return page.locator(".voip-call");
    }

    private Page phone(Runnable click) {
        Page phone = visit.context().waitForPage(click);
        phone.waitForFunction("typeof tell === 'function'");
        return phone;
    }

    /** How the icon looks, where it does not depend on its place. */
    private List<String> look() {
        return texts(icon().evaluate("""
                icon => [icon, icon.firstChild].flatMap((part) => {
                  const style = getComputedStyle(part);
                  const { width, height } = part.getBoundingClientRect();
                  return [width, height, style.color, style.backgroundColor, style.borderTopColor, style.borderRadius,
                    style.opacity, style.visibility, style.display, style.stroke];
                })"""));
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }
}
