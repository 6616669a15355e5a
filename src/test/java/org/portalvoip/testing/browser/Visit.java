package org.portalvoip.testing.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.portalvoip.language.Texts;

/**
 * Somebody with a browser of their own. Closing it fails the test if anything went wrong that a reader may not see:
 * an error on the console (including a violation of the Content Security Policy), an uncaught exception, or a request
 * without an answer.
 */
public final class Visit implements AutoCloseable {
    /** What happens to requests that a page no longer needs when the user leaves it. */
    private static final String LEFT = "net::ERR_ABORTED";

    private final BrowserContext context;
    private final Locale language;
    private final Page page;
    private final List<String> faults = new ArrayList<>();

    public Visit(BrowserContext context, Locale language) {
        this.context = context;
        this.language = language;
        context.onConsoleMessage(this::note);
        context.onWebError(error -> faults.add(error.error()));
        context.onRequestFailed(this::note);
        this.page = context.newPage();
    }

    private void note(ConsoleMessage message) {
        if (message.type().equals("error")) {
            faults.add(message.text() + " (" + message.location() + ")");
        }
    }

    private void note(Request request) {
        if (!LEFT.equals(request.failure())) {
            faults.add(request.method() + " " + request.url() + ": " + request.failure());
        }
    }

    public Page page() {
        return page;
    }

    public BrowserContext context() {
        return context;
    }

    public Locale language() {
        return language;
    }

    /** The text of the product in the language of this visitor. */
    public String text(String key, Object... values) {
        return Texts.of(language, key, values);
    }

    public void open(URI address) {
        page.navigate(address.toString());
    }

    /** The field whose label is the text of {@code key}. */
    public Locator field(String key) {
        return page.getByLabel(text(key), new Page.GetByLabelOptions().setExact(true));
    }

    /** The button whose name is the text of {@code key}. */
    public Locator button(String key) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text(key)).setExact(true));
    }

    /** The link whose name is the text of {@code key}. */
    public Locator link(String key) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(text(key)).setExact(true));
    }

    /** What has gone wrong so far. */
    public List<String> faults() {
        // Events are delivered only during a call to the page.
        page.evaluate("0");
        return List.copyOf(faults);
    }

    /** What has gone wrong so far, which then no longer counts: for a test that provokes it. */
    public List<String> takeFaults() {
        List<String> taken = faults();
        faults.clear();
        return taken;
    }

    @Override
    public void close() {
        List<String> left = takeFaults();
        context.close();
        assertThat(left).as("what went wrong in the browser").isEmpty();
    }
}
