package org.portalvoip.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.SampleParameters;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/** The window of the phone where there is little room, no colour of ours, no motion, or no mouse; without a call. */
@Tag("once")
@ExtendWith(SharedServer.class)
class PhoneLooksIT {
    /** Everything that the window can show while a call runs. */
    private static final List<String> STATES = List.of(
            "state('calling')",
            "state('ringing')",
            "state('established')",
            "state('established'), view.open('keypad'), view.show('poor', true), view.show('unheard', true)",
            "state('established'), view.open('sound'), view.show('hear', true)");

    private final Server server;
    private final Browser browser;
    private Visit visit;

    PhoneLooksIT(Server server, Administrator administrator, Browser browser) {
        this.server = server;
        this.browser = browser;
        administrator.save(SampleParameters.COMPLETE);
    }

    @BeforeEach
    void enter() {
        visit = browser.visit(Languages.SPANISH);
    }

    @AfterEach
    void leave() {
        visit.close();
    }

    /** The view alone: the phone that belongs to it has found no microphone. */
    private Page phone(Locale language) {
        visit.open(server.uri("phone?lang=" + language.toLanguageTag()));
        Page page = visit.page();
        page.locator(".voip-status[data-state=ended]").waitFor();
        page.evaluate("""
                async () => {
                  const { View } = await import(new URL('view.js', document.querySelector('script[type=module]').src));
                  window.view = new View(JSON.parse(document.getElementById('texts').textContent));
                }""");
        return page;
    }

    private static void show(Page page, String state) {
        page.evaluate("() => { view.reset(), view." + state + "; }");
    }

    /** As the window is opened; on a telephone that stands, and lies; and enlarged to 400 % on a screen of 1280 x 1024. */
    @ParameterizedTest
    @CsvSource({"380, 640", "320, 568", "568, 320", "844, 390", "320, 256"})
    void hangUpIsAlwaysInSight(int width, int height) {
        List<String> faults = new ArrayList<>();
        for (Locale language : Languages.ALL) {
            Page page = phone(language);
            page.setViewportSize(width, height);
            for (String state : STATES) {
                show(page, state);
                if (!isInSight(page)) {
                    faults.add(language + " " + state);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    /** Whole, under nothing else, and without anything to the right of the window. */
    private static boolean isInSight(Page page) {
        return (Boolean) page.evaluate("""
                () => {
                  const button = document.querySelector('[data-part=hangup]');
                  const { left, right, top, bottom } = button.getBoundingClientRect();
                  const corners = [[left + 22, top + 1], [right - 22, bottom - 1]];
                  return document.documentElement.scrollWidth <= innerWidth && bottom - top >= 44
                    && corners.every(([x, y]) => document.elementFromPoint(x, y)?.closest('button') === button);
                }""");
    }

    /** Where the system chooses the colours, each button has a border, and one that is pressed looks otherwise. */
    @Test
    void coloursOfTheSystemHideNothing() {
        Page page = phone(Languages.ENGLISH);
        page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
        show(page, "state('established')");
        String released = look(page, "mute");
        page.evaluate("view.muted(true)");

        assertThat(look(page, "mute")).isNotEqualTo(released);
        assertThat(page.evaluate("""
                [...document.querySelectorAll('.controls button')].filter((button) => button.checkVisibility())
                  .map((button) => getComputedStyle(button))
                  .filter((style) => style.borderTopWidth === '0px' || style.borderTopColor === style.backgroundColor).length""")).isEqualTo(0);
    }

    private static String look(Page page, String part) {
        return (String) page.evaluate(
                "part => getComputedStyle(document.querySelector(`[data-part=${part}]`)).backgroundColor", part);
    }

    @ParameterizedTest
    @CsvSource({"REDUCE, 0", "NO_PREFERENCE, 1"})
    void whoWantsNoMotionSeesNone(ReducedMotion wish, int motions) {
        Page page = phone(Languages.ENGLISH);
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(wish));
        show(page, "state('ringing')");

        assertThat(page.evaluate("document.getAnimations().length")).isEqualTo(motions);
    }

    /** What has the focus and disappears gives it to the next button, so that nobody begins at the top again. */
    @Test
    void theKeyboardReachesEachButtonInItsOrder() {
        Page page = phone(Languages.ENGLISH);
        show(page, "state('established')");
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            page.keyboard().press("Tab");
            reached.add((String) page.evaluate("document.activeElement.dataset.part"));
        }
        assertThat(reached).containsExactly("mute", "keypad", "sound", "hangup");

        show(page, "state('ended', 'FAR_END')");
        assertThat(page.evaluate("document.activeElement.dataset.part")).isEqualTo("again");
    }

    /** No two states sound alike to somebody who cannot see the buttons. */
    @Test
    void eachStateIsSaidInWordsOfItsOwn() {
        for (Locale language : Languages.ALL) {
            Page page = phone(language);
            List<String> said = new ArrayList<>();
            for (String state : List.of(
                    "state('new')",
                    "state('calling')",
                    "state('ringing')",
                    "state('established')",
                    "talking(false)",
                    "hold(true)",
                    "away(true)",
                    "state('ended', 'FAR_END')")) {
                page.evaluate("() => view." + state);
                said.add(page.locator("[role=status].voip-status").innerText());
            }
            assertThat(said).doesNotHaveDuplicates().noneMatch(String::isBlank);
        }
    }
}
