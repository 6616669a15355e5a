package org.portalvoip.testing.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.portalvoip.testing.server.Signals;

/**
 * The Chromium of this machine: the one that the system property {@code voip.test.chromium} names, by default
 * {@code /usr/bin/chromium}. One thread at a time may use it.
 */
public final class Browser implements AutoCloseable {
    /** The program. */
    public static final String EXECUTABLE = System.getProperty("voip.test.chromium", "/usr/bin/chromium");

    private static final List<String> QUIET = List.of(
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run");

    private static final double MILLISECONDS_TO_WAIT = 30_000;

    private final Playwright playwright;
    private final ProcessHandle driver;
    private final com.microsoft.playwright.Browser chromium;

    private Browser(String executable, List<String> arguments) {
        PlaywrightAssertions.setDefaultAssertionTimeout(MILLISECONDS_TO_WAIT);
        Set<ProcessHandle> others = ProcessHandle.current().children().collect(Collectors.toSet());
        this.playwright = Playwright.create();
        this.driver = ProcessHandle.current()
                .children()
                .filter(child -> !others.contains(child))
                .findFirst()
                .orElseThrow();
        this.chromium = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(Path.of(executable))
                        .setArgs(arguments));
    }

    /** Starts the browser with further command line arguments of Chromium. */
    public static Browser start(String... arguments) {
        return start(UnaryOperator.identity(), arguments);
    }

    /** As {@link #start(String...)}, by a program that {@code place} names for Chromium's. */
    public static Browser start(UnaryOperator<String> place, String... arguments) {
        List<String> all = new ArrayList<>(QUIET);
        all.addAll(List.of(arguments));
        if ("root".equals(System.getProperty("user.name"))) {
            all.add("--no-sandbox");
        }
        return new Browser(place.apply(EXECUTABLE), all);
    }

    /** A new visitor in light colours on a wide screen. */
    public Visit visit(Locale language) {
        return visit(language, ColorScheme.LIGHT, 1280, 900);
    }

    /** A new visitor, without cookies and history; sizes in CSS pixels. */
    public Visit visit(Locale language, ColorScheme colors, int width, int height) {
        return new Visit(
                chromium.newContext(options(language).setColorScheme(colors).setViewportSize(width, height)), language);
    }

    /** A new visitor with a telephone that has a touchscreen and no mouse. */
    public Visit visitWithFingers(Locale language) {
        return new Visit(
                chromium.newContext(options(language)
                        .setViewportSize(390, 844)
                        .setHasTouch(true)
                        .setIsMobile(true)),
                language);
    }

    private static NewContextOptions options(Locale language) {
        return new NewContextOptions()
                .setLocale(language.toLanguageTag())
                .setReducedMotion(ReducedMotion.REDUCE)
                .setTimezoneId("UTC");
    }

    /** Sends {@code signal}, for example {@code KILL}, to all remaining processes of the browser at once. */
    public void signal(String signal) {
        Signals.send(signal, driver.descendants());
    }

    @Override
    public void close() {
        playwright.close();
    }
}
