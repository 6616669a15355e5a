package org.portalvoip.diagnosis.connection;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;

/**
 * From values that are all wrong to the first call, by nothing but what the screen says. Takes the pictures of the guide
 * for administrators into {@code target/screenshots}; with {@code -Dvoip.screenshots=update} into
 * {@code src/site/screenshots}, from where the guide shows them.
 */
@Tag("extra")
class FirstCallIT {
    private static final Path FOLDER = Path.of(
            "update".equals(System.getProperty("voip.screenshots")) ? "src/site/screenshots" : "target/screenshots");
    private static final int WIDTH = 1000;
    /** The whole test fits in, above the bar at the foot. */
    private static final int HEIGHT = 2400;

    private static final Pattern NUMBER = Pattern.compile("\\b3(?:2[4-9]|30)\\b");
    private static final Map<Integer, String> WRONG = Map.of(
            324, "wss://127.0.0.1:8990/janus",
            325, "telephony.invalid",
            326, "5999",
            327, "nobody",
            328, "not-the-password",
            329, "9999",
            330, "3");

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    private static Map<Integer, String> right;

    @BeforeAll
    static void start() {
        world = new CallWorld("first-call");
        browser = CallPage.browser();
        right = Map.of(
                324, "wss://127.0.0.1:8989/janus",
                325, "127.0.0.1",
                326, "5061",
                327, "goofy",
                328, world.lab.sipPassword(),
                329, "0800",
                330, "1");
    }

    @Test
    void theScreenLeadsFromWrongValuesToTheFirstCall() {
        try (Visit visit = browser.visit(Languages.SPANISH, ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            world.administrator().lendSession(visit);
            ParametersPage screen = ParametersPage.open(world.server, visit);
            screen.set(WRONG);
            Map<Integer, String> wrong = new TreeMap<>(WRONG);
            List<String> told = new ArrayList<>();
            while (!test(visit, screen).equals("good")) {
                String sentence = marked(visit).innerText();
                told.add(sentence);
                if (wrong.size() == 1) {
                    picture(visit, "first-call-wrong");
                }
                correct(screen, sentence, wrong);
            }
            picture(visit, "first-call-works");
            System.out.println("To the first call by " + told.size() + " sentences: " + told);

            screen.set(323, "S");
            screen.save();
        }
        world.awaitGateway();
        call();
        theCallIsInTheList();
    }

    /** Returns the result. */
    private static String test(Visit visit, ParametersPage screen) {
        screen.press("test.ring");
        Locator connection = visit.page().locator("#connection");
        return Await.until(
                Await.PATIENTLY, () -> connection.getAttribute("data-state"), state -> !state.equals("running"));
    }

    private static Locator marked(Visit visit) {
        return visit.page()
                .locator("[data-stage][data-state='bad'] [data-finding]")
                .first();
    }

    /** One at a time, as a person does; a sentence that names none of the wrong ones is not true. */
    private static void correct(ParametersPage screen, String sentence, Map<Integer, String> wrong) {
        int named = NUMBER.matcher(sentence)
                .results()
                .map(MatchResult::group)
                .map(Integer::valueOf)
                .filter(wrong::containsKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError("It names nothing that is wrong: " + sentence));
        screen.set(named, right.get(named));
        wrong.remove(named);
    }

    private static void call() {
        try (CallPage phone = CallPage.open(browser, world.server.uri("")).call()) {
            phone.awaitTone(CallPage.DESK_HERTZ);
            phone.hangUp();
        }
    }

    private static void theCallIsInTheList() {
        try (Visit visit = browser.visit(Languages.SPANISH)) {
            world.administrator().lendSession(visit);
            Locator calls = visit.page().locator("[data-call][data-outcome='ANSWERED']");
            Await.until(Await.PATIENTLY, () -> open(visit, calls), count -> count == 1);
            PlaywrightAssertions.assertThat(calls).containsText(visit.text("calls.outcome.ANSWERED"));
        }
    }

    private static int open(Visit visit, Locator wanted) {
        visit.open(world.server.uri("admin/calls"));
        return wanted.count();
    }

    private static void picture(Visit visit, String name) {
        visit.page()
                .locator("section.connection")
                .first()
                .screenshot(new Locator.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }
}
