package org.portalvoip;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The Chromium of this machine: the one that the system property {@code voip.test.chromium} names, by default
 * {@code /usr/bin/chromium}. It belongs to the thread that started it.
 */
public final class Browser implements AutoCloseable {
    private static final String EXECUTABLE = System.getProperty("voip.test.chromium", "/usr/bin/chromium");
    private static final List<String> QUIET = List.of(
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private static final double MILLISECONDS_TO_WAIT = 30_000;

    private Browser(Playwright playwright, List<String> arguments) {
        PlaywrightAssertions.setDefaultAssertionTimeout(MILLISECONDS_TO_WAIT);
        this.playwright = playwright;
        this.chromium = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(Path.of(EXECUTABLE))
                        .setArgs(arguments));
    }

    /** Starts the browser with further command line arguments of Chromium. */
    public static Browser start(String... arguments) {
        List<String> all = new ArrayList<>(QUIET);
        all.addAll(List.of(arguments));
        if ("root".equals(System.getProperty("user.name"))) {
            all.add("--no-sandbox");
        }
        return new Browser(Playwright.create(), all);
    }

    /** A new visitor in light colours on a wide screen. */
    public Visit visit(Locale language) {
        return visit(language, ColorScheme.LIGHT, 1280, 900);
    }

    /** A new visitor, without cookies and history; sizes in CSS pixels. */
    public Visit visit(Locale language, ColorScheme colors, int width, int height) {
        return new Visit(
                chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setLocale(language.toLanguageTag())
                        .setColorScheme(colors)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setTimezoneId("UTC")
                        .setViewportSize(width, height)),
                language);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
