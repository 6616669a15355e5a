package org.portalvoip.parameters;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/** The whole way from a fresh installation to the headset icon, using only Tab, Space, Enter, arrows and letters. */
@ExtendWith(SharedServer.class)
class KeyboardIT {
    private static final int MOST_STOPS = 60;

    @AutoClose
    static Server server;

    private final Visit visit;
    private final Keyboard keys;

    KeyboardIT(Browser browser) {
        visit = browser.visit(Languages.SPANISH);
        keys = visit.page().keyboard();
    }

    @BeforeAll
    static void start() {
        server = Server.startFresh(Path.of("target/data/keyboard"));
    }

    @Test
    void everyStepOfTheTour() {
        String first = Administrator.password(server);
        try (visit) {
            visit.open(server.uri("admin/parameters"));
            assertThat(visit.field("login.username")).isFocused();
            keys.type(Administrator.NAME);
            keys.press("Tab");
            keys.type(first);
            keys.press("Enter");
            assertThat(visit.field("password.current")).isFocused();
            keys.type(first);
            keys.press("Tab");
            keys.type(Administrator.PASSWORD);
            keys.press("Enter");
            visit.page().waitForURL(server.uri("admin/parameters").toString());
            configure();
            enter(visit.page().getByRole(AriaRole.BANNER).getByText(visit.text("portal.title")));
            visit.page().waitForURL(server.uri("").toString());
            tabTo(visit.link("portal.call"));
        }
    }

    private void configure() {
        var screen = new ParametersPage(visit);
        tabTo(screen.input(323));
        keys.press("Space");
        type(screen.input(324), "https://127.0.0.1:8089/janus");
        type(screen.input(325), "127.0.0.1");
        type(screen.input(326), "5061");
        type(screen.input(327), "goofy");
        type(screen.input(328), "lab-secret");
        type(screen.input(329), "0800");
        tabTo(screen.row(330).locator("input:checked"));
        keys.press("ArrowDown");
        assertThat(screen.value(330)).isEqualTo("2");
        tabTo(visit.button("parameters.save"));
        keys.press("Space");
        assertThat(screen.outcome()).containsText(visit.text("parameters.saved"));
    }

    private void type(Locator field, String text) {
        tabTo(field);
        keys.type(text);
    }

    private void enter(Locator link) {
        tabTo(link);
        keys.press("Enter");
    }

    /**
     * Presses Tab until the element has the focus; continues at the top of the page if the focus starts again there.
     */
    private void tabTo(Locator element) {
        element.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        int stops = 0;
        while (!(Boolean) element.evaluate("element => element === document.activeElement")) {
            assertThat(stops++).as("stops until " + element).isLessThan(MOST_STOPS);
            keys.press("Tab");
            assertFocusIsInSight();
        }
    }

    /** Nothing that stays fixed over the page, such as the bar with "Guardar", hides the focused element. */
    private void assertFocusIsInSight() {
        assertThat((Boolean) visit.page().evaluate("""
                () => {
                  const focused = document.activeElement;
                  if (focused === document.body) return true;
                  const shown = focused.closest('.ui-toggleswitch, .ui-radiobutton') ?? focused;
                  const box = shown.getBoundingClientRect();
                  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                  return shown.contains(top) || top?.contains(shown) || top?.closest('label')?.control === focused;
                }"""))
                .as("the focus is in sight: " + visit.page().evaluate("document.activeElement.outerHTML"))
                .isTrue();
    }
}
