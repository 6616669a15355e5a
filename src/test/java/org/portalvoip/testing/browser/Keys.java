package org.portalvoip.testing.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.ArrayList;
import java.util.List;

/** Somebody at a page who has nothing but the keys, and sees at each stop where the focus is. */
public final class Keys {
    private static final int MOST_STOPS = 120;

    private final Page page;

    public Keys(Visit visit) {
        page = visit.page();
    }

    /** Types at where the focus is. */
    public void type(String text) {
        page.keyboard().type(text);
    }

    /** Presses a key, such as {@code Enter}. */
    public void press(String key) {
        page.keyboard().press(key);
    }

    /** Presses it at an element. */
    public void press(Locator element, String key) {
        tabTo(element);
        press(key);
    }

    /** Presses Tab until the element has the focus; continues at the top of the page if the focus starts again there. */
    public void tabTo(Locator element) {
        element.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        page.waitForLoadState();
        int stops = 0;
        while (!(Boolean) element.evaluate("element => element === document.activeElement")) {
            assertThat(stops++).as("stops until " + element).isLessThan(MOST_STOPS);
            press("Tab");
            assertFocusIsInSight();
        }
    }

    /**
     * Walks through a page that was opened just now: what can be used is reached in the order of the page, is in sight and marked
     * then, and lets the focus go on, until the page is left at its end.
     */
    public void walk() {
        page.waitForLoadState();
        List<String> stops = new ArrayList<>();
        press("Tab");
        for (String stop = focused(); !stop.isEmpty(); stop = focused()) {
            assertThat(stops).as("stops so far").hasSizeLessThan(MOST_STOPS);
            assertFocusIsInSight();
            stops.add(stop);
            press("Tab");
        }
        // A field for a date has several stops of its own.
        assertThat(stops.stream().distinct()).isEqualTo(usable());
    }

    /** The place of the focus among everything that may have it; empty outside the page. */
    private String focused() {
        return (String) page.evaluate("""
                () => document.activeElement === document.body ? ''
                    : [...document.querySelectorAll('*')].indexOf(document.activeElement) + ' '
                        + document.activeElement.cloneNode().outerHTML""");
    }

    @SuppressWarnings("unchecked")
    private List<String> usable() {
        return (List<String>) page.evaluate("""
                () => {
                  const all = [...document.querySelectorAll('*')];
                  return all
                      .filter(one => one.matches('a[href], button, input, select, summary, [tabindex="0"]'))
                      .filter(one => one.type !== 'hidden' && !one.disabled && one.checkVisibility())
                      .map(one => all.indexOf(one) + ' ' + one.cloneNode().outerHTML);
                }""");
    }

    /** The first stop of a page leads past its menu. */
    public void skipMenu() {
        press("Tab");
        assertFocusIsInSight();
        press("Enter");
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("content");
    }

    /** Nothing that stays fixed over the page, such as the bar with "Guardar", hides the focused element, and a ring marks it. */
    private void assertFocusIsInSight() {
        assertThat((Boolean) page.evaluate("""
                () => {
                  const focused = document.activeElement;
                  if (focused === document.body) return true;
                  const shown = focused.closest('.ui-toggleswitch, .ui-radiobutton') ?? focused;
                  const { left, right, top, bottom } = shown.getBoundingClientRect();
                  const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
                  const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
                  const seen = document.elementFromPoint(x, y);
                  // The button in a field for a date is marked by the browser, and out of our sight.
                  const marked = focused.type?.startsWith('date') || [focused, shown, ...shown.children].some(one =>
                      getComputedStyle(one).outlineStyle !== 'none' || getComputedStyle(one).boxShadow !== 'none');
                  return marked
                      && (shown.contains(seen) || seen?.contains(shown) || seen?.closest('label')?.control === focused);
                }"""))
                .as("the focus is in sight: " + page.evaluate("document.activeElement.outerHTML"))
                .isTrue();
    }
}
