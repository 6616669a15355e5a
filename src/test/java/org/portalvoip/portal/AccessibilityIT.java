package org.portalvoip.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;
import static org.portalvoip.testing.SampleParameters.completeBut;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.FieldSource;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/**
 * Every page, in every state, in three languages, wide and narrow, and in dark mode: axe finds nothing. Longer than 200
 * lines, because every page and state is listed here.
 */
@ExtendWith(SharedServer.class)
@ParameterizedClass
@FieldSource("languages")
class AccessibilityIT {
    static final List<Locale> languages = Languages.ALL;

    private static final int WIDE = 1280;
    private static final int NARROW = 320;
    private static final int HEIGHT = 900;
    /** Of links, each as high as a finger needs. */
    private static final int TWO_ROWS = 88;

    @Parameter
    Locale language;

    private final Server server;
    private final Administrator program;
    private final Browser browser;
    private final List<String> faults = new ArrayList<>();
    private Visit visit;
    private Page page;

    AccessibilityIT(Server server, Administrator program, Browser browser) {
        this.server = server;
        this.program = program;
        this.browser = browser;
    }

    @BeforeEach
    void enter() {
        program.save(COMPLETE);
        visit = browser.visit(language);
        page = visit.page();
    }

    @AfterEach
    void leave() {
        visit.close();
    }

    @Test
    void portal() {
        visit.open(server.uri(""));
        inspect("portal with headset");
        program.save(completeBut(323, "N"));
        visit.open(server.uri(""));
        inspect("portal without headset");
        assertThat(faults).isEmpty();
    }

    /** The view alone, in each of its states, with everything that it can show in them. */
    @Test
    void phone() {
        visit.open(server.uri("phone?lang=" + language.toLanguageTag()));
        // There is no microphone here; from now on the phone itself shows nothing more.
        page.locator(".voip-status[data-state=ended]").waitFor();
        page.evaluate("""
                async () => {
                  const { View } = await import(new URL('view.js', document.querySelector('script[type=module]').src));
                  window.view = new View(JSON.parse(document.getElementById('texts').textContent));
                }""");
        Map<String, String> states = new LinkedHashMap<>();
        states.put("asks for a click", "view.state('new', 'ready'), view.show('call', true)");
        states.put("ringing", "view.state('ringing')");
        states.put("in call, muted", "view.state('established'), view.muted(true), view.show('poor', true)");
        states.put("keypad", "view.state('established'), view.open('keypad'), view.show('unheard', true)");
        states.put("audio", "view.state('established'), view.open('sound'), view.show('hear', true)");
        states.put("without microphone", "view.state('ended', 'MIC_DENIED')");
        states.put("over", "view.state('ended', 'HANG_UP'), view.show('close', true), view.show('back', true)");
        states.put("asks how it was", "view.state('ended', 'FAR_END'), view.show('rating', true)");
        states.put("thanks", "view.state('ended', 'FAR_END'), view.thank(true, true)");
        states.forEach((state, steps) -> {
            page.evaluate("() => { view.reset(), " + steps + "; }");
            inspect("phone, " + state);
        });
        assertThat(faults).isEmpty();
    }

    @Test
    void loginAndPassword() {
        visit.open(server.uri("login"));
        inspect("login");
        visit.button("login.enter").click();
        page.locator("#username-message:not(:empty)").waitFor();
        inspect("login, nothing filled in");
        visit.field("login.username").fill("nobody");
        visit.field("login.password").fill("wrong");
        visit.button("login.enter").click();
        page.getByText(visit.text("login.refused")).waitFor();
        inspect("login, refused");
        Administrator.signIn(server, visit);
        visit.open(server.uri("password"));
        inspect("password");
        visit.field("password.current").fill(Administrator.PASSWORD);
        visit.field("password.new").fill("short");
        visit.button("password.change").click();
        page.locator("#replacement-message:not(:empty)").waitFor();
        inspect("password, refused");
        assertThat(faults).isEmpty();
    }

    @Test
    void parameterScreen() {
        program.lendSession(visit);
        var screen = ParametersPage.open(server, visit);
        inspect("parameters");
        screen.set(Map.of(324, "sip:127.0.0.1", 326, "0", 330, "2"));
        screen.save();
        inspect("parameters, refused");
        screen.set(Map.of(324, COMPLETE.get(324), 326, "5061"));
        program.save(Map.of(329, "0900", 330, "2"));
        screen.save();
        inspect("parameters, saved by somebody else");
        screen.press("parameters.stale.load");
        inspect("parameters, loaded again");
        screen.set(323, "N");
        screen.save();
        inspect("parameters, saved");
        screen.press("test.start");
        page.locator("#connection[data-state='bad']").waitFor();
        inspect("parameters, tested");
        page.locator("#sound summary").click();
        visit.button("sound.start").click();
        page.locator("#sound[data-state='bad']").waitFor();
        inspect("parameters, test call");
        assertThat(faults).isEmpty();
    }

    @Test
    void status() {
        program.lendSession(visit);
        visit.open(server.uri("admin/status"));
        inspect("status");
        assertThat(faults).isEmpty();
    }

    @Test
    void history() {
        program.save(
                Map.of(324, "wss://127.0.0.1:8989/" + "a-long-path".repeat(20), 328, "another-secret", 329, "0900"));
        for (int save = 0; save < 20; save++) {
            program.save(Map.of(329, "08" + save));
        }
        program.lendSession(visit);
        visit.open(server.uri("admin/history"));
        page.locator("time[title]").first().waitFor();
        inspect("history");
        visit.open(server.uri("admin/history?q=324"));
        inspect("history, searched");
        page.locator(".change [data-parameter='324'] a").first().click();
        inspect("history, restore");
        visit.button("history.restore.confirm").click();
        page.locator("[data-refused]").waitFor();
        inspect("history, restore refused");
        visit.open(server.uri("admin/history-restore"));
        inspect("history, nothing to restore");
        visit.open(server.uri("admin/history?q=nowhere"));
        inspect("history, nothing found");
        assertThat(faults).isEmpty();
    }

    /** Nobody answers here, so the calls fail. */
    @Test
    void calls() {
        try (var caller =
                CallClient.open(server.uri("call"), "http://" + server.uri("").getAuthority())) {
            caller.hearType("ready");
            caller.offer().hearEnd();
        }
        Await.until(Await.SOON, () -> program.get("admin/calls").body(), body -> body.contains("data-call="));
        program.lendSession(visit);
        visit.open(server.uri("admin/calls"));
        page.locator("time[title]").first().waitFor();
        inspect("calls");
        page.locator("summary").click();
        inspect("calls, figures");
        page.locator("[data-day] a").last().click();
        page.locator("[data-call]").first().waitFor();
        inspect("calls of a day");
        visit.open(server.uri("admin/calls?q=nowhere&from=nonsense"));
        inspect("calls, nothing found");
        assertThat(faults).isEmpty();
    }

    @Test
    void accounts() {
        program.lendSession(visit);
        visit.open(server.uri("admin/accounts"));
        inspect("accounts");
        visit.field("accounts.name").fill("somebody-with-a-name-as-long-as-it-may-be-0123456789-0123456789a");
        visit.button("accounts.act.ADD").click();
        page.locator("[data-done]").waitFor();
        page.locator("summary").click();
        inspect("accounts, added");
        page.locator("details button").click();
        page.locator("[data-done='REMOVE']").waitFor();
        inspect("accounts, removed");
        visit.field("accounts.name").fill("No Name");
        visit.button("accounts.act.ADD").click();
        page.locator("[data-refused]").waitFor();
        inspect("accounts, refused");
        assertThat(faults).isEmpty();
    }

    @Test
    void errors() {
        visit.open(server.uri("nowhere"));
        inspect("not found");
        visit.open(server.uri("login"));
        page.evaluate("""
                () => {
                  const form = document.createElement('form');
                  form.method = 'post';
                  form.append(Object.assign(document.createElement('textarea'), { name: 'x', value: 'x'.repeat(300000) }));
                  document.body.append(form);
                  form.submit();
                }""");
        page.getByText(visit.text("error.413.text")).waitFor();
        inspect("too large");
        assertThat(visit.takeFaults()).hasSize(2).allMatch(fault -> fault.contains("status of 4"));
        assertThat(faults).isEmpty();
    }

    /** Dark mode changes only colours, and a language changes none, so nothing else has to be checked again. */
    private void inspect(String state) {
        page.waitForLoadState();
        look(state, ColorScheme.LIGHT, WIDE, new AxeBuilder(page));
        if (language.equals(Languages.SPANISH)) {
            look(state, ColorScheme.DARK, WIDE, new AxeBuilder(page).withRules(List.of("color-contrast")));
        }
        look(state, ColorScheme.LIGHT, NARROW, new AxeBuilder(page));
        page.setViewportSize(WIDE, HEIGHT);
    }

    private void look(String state, ColorScheme colors, int width, AxeBuilder axe) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colors));
        page.setViewportSize(width, HEIGHT);
        String where = state + ", " + colors + ", " + width + " px: ";
        for (Rule rule : axe.setLegacyMode(true).analyze().getViolations()) {
            rule.getNodes().forEach(node -> faults.add(where + rule.getId() + " at " + node.getTarget()));
        }
        int content = (Integer) page.evaluate("document.documentElement.scrollWidth");
        if (content > width) {
            faults.add(where + "the page is " + content + " px wide");
        }
        int bar = (Integer) page.evaluate("document.querySelector('.masthead')?.offsetHeight ?? 0");
        if (width == WIDE && bar >= TWO_ROWS) {
            faults.add(where + "the bar at the top is " + bar + " px high");
        }
    }
}
