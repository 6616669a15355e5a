package org.portalvoip.portal;

import static org.portalvoip.testing.SampleParameters.COMPLETE;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.ScreenshotCaret;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.SampleParameters;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/**
 * Takes the screenshots of the README into {@code target/screenshots}; with {@code -Dvoip.screenshots=update} into
 * {@code src/site/screenshots}, from where the README shows them.
 */
@Tag("extra")
@ExtendWith(SharedServer.class)
class ScreenshotsIT {
    private static final Path FOLDER = Path.of(
            "update".equals(System.getProperty("voip.screenshots")) ? "src/site/screenshots" : "target/screenshots");

    private final Server server;
    private final Administrator program;
    private final Browser browser;

    ScreenshotsIT(Server server, Administrator program, Browser browser) {
        this.server = server;
        this.program = program;
        this.browser = browser;
    }

    @BeforeEach
    void oneSaveForAllRows() {
        program.save(SampleParameters.INITIAL);
        program.save(COMPLETE);
    }

    @Test
    void portal() {
        portal("portal", ColorScheme.LIGHT, 1280, 1000);
        portal("portal-dark", ColorScheme.DARK, 1280, 1000);
        portal("portal-phone", ColorScheme.LIGHT, 390, 844);
    }

    /** The bottom of the page, with the headset icon. */
    private void portal(String name, ColorScheme colors, int width, int height) {
        try (var visit = browser.visit(Languages.SPANISH, colors, width, height)) {
            visit.open(server.uri(""));
            visit.page().getByRole(AriaRole.CONTENTINFO).scrollIntoViewIfNeeded();
            take(visit, name);
        }
    }

    @Test
    void parameters() {
        try (var visit = browser.visit(Languages.SPANISH)) {
            screen(visit);
            take(visit, "parameters");
        }
        try (var visit = browser.visit(Languages.SPANISH, ColorScheme.DARK, 1280, 900)) {
            screen(visit);
            take(visit, "parameters-dark");
        }
    }

    @Test
    void refusal() {
        try (var visit = browser.visit(Languages.SPANISH)) {
            var screen = screen(visit);
            screen.set(Map.of(324, "sip:127.0.0.1:5061", 326, "70000"));
            screen.save();
            take(visit, "refusal");
        }
    }

    /** Three days later, so that the rows always have the same text. */
    private ParametersPage screen(Visit visit) {
        program.lendSession(visit);
        visit.page().clock().setFixedTime(Date.from(Instant.now().plus(3, ChronoUnit.DAYS)));
        return ParametersPage.open(server, visit);
    }

    private static void take(Visit visit, String name) {
        visit.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setPath(FOLDER.resolve(name + ".png"))
                        .setAnimations(ScreenshotAnimations.DISABLED)
                        .setCaret(ScreenshotCaret.HIDE));
    }
}
