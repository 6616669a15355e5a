package org.portalvoip.testing.browser;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.portalvoip.testing.Await;

/**
 * The Firefox of this machine: the one that the system property {@code voip.test.firefox} names, by default
 * {@code firefox-esr}. It needs no geckodriver, because it speaks WebDriver BiDi itself. It blocks windows and sound as
 * for anybody. WebDriver cannot answer its prompts, but a test may say what the user allowed on an earlier visit.
 */
public final class Firefox implements AutoCloseable {
    private static final String EXECUTABLE = System.getProperty("voip.test.firefox", "firefox-esr");
    private static final Pattern LISTENING = Pattern.compile("WebDriver BiDi listening on (ws://\\S+)\\s");
    private static final int SECONDS_TO_END = 10;

    /** Without the first of them it would also change how it treats the pages, for example let them open any window. */
    private static final Map<String, Object> PREFERENCES = Map.of(
            "remote.prefs.recommended",
            false,
            // A steady tone instead of a microphone.
            "media.navigator.streams.fake",
            true,
            "media.navigator.audio.fake_frequency",
            1000,
            "app.update.disabledForTesting",
            true,
            "datareporting.policy.dataSubmissionEnabled",
            false,
            "services.settings.server",
            "data:,#remote-settings-dummy/v1",
            // Else it takes a click on a page that has only just come for a mistake.
            "dom.input_events.security.minTimeElapsedInMS",
            0,
            "dom.input_events.security.minNumTicks",
            0);

    private static final int ALLOWED = 1;

    private final Process process;
    private final BiDi bidi;

    private Firefox(Path folder, List<String> permissions) throws IOException {
        Map<String, Object> preferences = new TreeMap<>(PREFERENCES);
        permissions.forEach(permission -> preferences.put("permissions.default." + permission, ALLOWED));
        Files.writeString(
                folder.resolve("user.js"),
                preferences.entrySet().stream().map(Firefox::line).collect(Collectors.joining()));
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(
                        EXECUTABLE, "--headless", "--remote-debugging-port=0", "--no-remote", "--profile", folder + "")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("HOME", folder + "");
        process = builder.start();
        Matcher listening = Await.until(Await.PATIENTLY, () -> LISTENING.matcher(Await.log(log)), Matcher::find);
        bidi = new BiDi(URI.create(listening.group(1)));
    }

    private static String line(Map.Entry<String, Object> preference) {
        Object value = preference.getValue();
        String written = value instanceof String ? "\"" + value + "\"" : value.toString();
        return "user_pref(\"" + preference.getKey() + "\", " + written + ");\n";
    }

    /** Starts it with a new profile, whose user has allowed {@code permissions}, for example {@code microphone}. */
    public static Firefox start(String... permissions) {
        try {
            Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "firefox-");
            return new Firefox(folder, List.of(permissions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code script} in each page that is opened from now on, before any script of its own. */
    public void addInitScript(String script) {
        bidi.send(
                "script.addPreloadScript",
                Json.createObjectBuilder().add("functionDeclaration", "() => {" + script + "}"));
    }

    /** Opens {@code address} in a new tab, and waits until it is loaded. */
    public FirefoxPage open(URI address) {
        JsonObject tab =
                bidi.send("browsingContext.create", Json.createObjectBuilder().add("type", "tab"));
        FirefoxPage page = new FirefoxPage(bidi, tab.getString("context"));
        page.open(address);
        return page;
    }

    /** All tabs and windows. */
    public List<FirefoxPage> pages() {
        return bidi
                .send("browsingContext.getTree", Json.createObjectBuilder())
                .getJsonArray("contexts")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(context -> new FirefoxPage(bidi, context.getString("context")))
                .toList();
    }

    /** The tab or window that {@code act} opens. */
    public FirefoxPage opened(Runnable act) {
        List<FirefoxPage> before = pages();
        act.run();
        List<FirefoxPage> after = Await.until(Await.PATIENTLY, this::pages, now -> now.size() > before.size());
        return after.stream().filter(page -> !before.contains(page)).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        try (bidi) {
            bidi.send("browser.close", Json.createObjectBuilder());
        } finally {
            end();
        }
    }

    private void end() {
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
