package org.portalvoip.parameters;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.Keys;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/** The whole way from a fresh installation to the headset icon, using only Tab, Space, Enter, arrows and letters. */
@ExtendWith(SharedServer.class)
class KeyboardIT {
    @AutoClose
    static Server server;

    private final Visit visit;
    private final Keys keys;

    KeyboardIT(Browser browser) {
        visit = browser.visit(Languages.SPANISH);
        keys = new Keys(visit);
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
            keys.press(visit.page().getByRole(AriaRole.BANNER).getByText(visit.text("portal.title")), "Enter");
            visit.page().waitForURL(server.uri("").toString());
            keys.tabTo(visit.link("portal.call"));
        }
    }

    private void configure() {
        var screen = new ParametersPage(visit);
        keys.press(screen.input(323), "Space");
        type(screen.input(324), "https://127.0.0.1:8089/janus");
        type(screen.input(325), "127.0.0.1");
        type(screen.input(326), "5061");
        type(screen.input(327), "goofy");
        type(screen.input(328), "lab-secret");
        type(screen.input(329), "0800");
        keys.press(screen.row(330).locator("input:checked"), "ArrowDown");
        assertThat(screen.row(330).locator("[value='2']")).isChecked();
        keys.press(visit.button("parameters.save"), "Space");
        assertThat(screen.outcome()).containsText(visit.text("parameters.saved"));
    }

    private void type(Locator field, String text) {
        keys.tabTo(field);
        keys.type(text);
    }
}
