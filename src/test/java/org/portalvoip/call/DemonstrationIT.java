package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.Lab;
import org.portalvoip.testing.server.Server;

/**
 * Records the demonstration: an administrator enters eight values, then a caller clicks and talks to the help desk.
 * Pictures, sounds and times go to {@code target/demonstration}; with {@code -Dvoip.screenshots=update} to
 * {@code src/site/demonstration}, to which the README links.
 */
@Tag("extra")
class DemonstrationIT {
    private static final Path FOLDER = Path.of(
            "update".equals(System.getProperty("voip.screenshots"))
                    ? "src/site/demonstration"
                    : "target/demonstration");

    /** Records the click on the headset icon and each later state of the call, in milliseconds. */
    private static final String DIARY = """
            window.diary = [];
            const note = word => word && word !== diary.at(-1)?.[0] && diary.push([word, Date.now()]);
            document.addEventListener('click', () => note('click'), { capture: true, once: true });
            new MutationObserver(() => note(document.querySelector('.voip-status')?.dataset.state)).observe(
              document, { subtree: true, childList: true, attributeFilter: ['data-state'] });
            """;

    private final List<String> diary = new ArrayList<>();

    @Test
    void eightFieldsOneClickAndBothHearEachOther() throws IOException {
        Files.createDirectories(FOLDER);
        try (var lab = Lab.start(Path.of("target/lab/demonstration"));
                var server = Server.startFresh(Path.of("target/data/demonstration"), lab.serverOptions());
                var browser = CallPage.browser()) {
            try (var visit = browser.visit(Languages.SPANISH)) {
                Administrator.signIn(server, visit);
                var screen = ParametersPage.open(server, visit);
                screen.set(eightFields(lab));
                screen.save();
                take(visit.page(), "1-eight-fields", true);
            }
            CallWorld.awaitGateway(server);
            try (var page = CallPage.open(browser, server.uri(""))) {
                page.visit().context().addInitScript(DIARY);
                page.portal().reload();
                talk(page);
            }
            keepSounds(lab);
        }
        Files.writeString(FOLDER.resolve("README.md"), readme());
    }

    private static Map<Integer, String> eightFields(Lab lab) {
        return Map.of(
                323, "S",
                324, "wss://127.0.0.1:8989/janus",
                325, "127.0.0.1",
                326, "5061",
                327, "goofy",
                328, lab.sipPassword(),
                329, "0800",
                330, "1");
    }

    private void talk(CallPage page) {
        take(page.portal(), "2-before-the-click", false);
        page.call();
        page.awaitTone(CallPage.DESK_HERTZ);
        page.speak();
        take(page.page(), "3-in-the-call", false);
        page.hangUp();
        take(page.page(), "4-after-it", false);
        List<Object> notes = new ArrayList<>((List<?>) page.portal().evaluate("() => window.diary"));
        notes.addAll((List<?>) page.page().evaluate("() => window.diary.filter(([word]) => word !== 'click')"));
        write(notes);
        assertThat(diary)
                .anyMatch(line -> line.contains("established"))
                .last()
                .asString()
                .contains("ended");
    }

    private void write(List<?> notes) {
        long click = ((Number) ((List<?>) notes.get(0)).get(1)).longValue();
        for (Object note : notes) {
            List<?> pair = (List<?>) note;
            diary.add("| %s ms | %s |".formatted(((Number) pair.get(1)).longValue() - click, pair.get(0)));
        }
    }

    private static void take(Page page, String name, boolean whole) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(FOLDER.resolve(name + ".png"))
                .setFullPage(whole));
    }

    /** The help desk's phone records both directions. */
    private static void keepSounds(Lab lab) throws IOException {
        try (var files = Files.list(lab.recordings())) {
            for (Path file : files.toList()) {
                String name = file.toString().endsWith("-dec.wav") ? "desk-heard.wav" : "desk-said.wav";
                Files.copy(file, FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private String readme() {
        return """
                # A recorded demonstration

                `DemonstrationIT` recorded this with a real browser, Janus, SIP server and phone: see the
                [call lab](../../../server-config/lab/README.md). Nothing is staged, except that the microphone of the browser
                gives a tone of 1,000 Hz and the help desk plays one of 440 Hz, so that a machine can tell them apart.

                1. An administrator has entered the eight values and saved them.

                   ![The parameter screen](1-eight-fields.png)
                2. The footer of the portal shows the headset icon.

                   ![The portal](2-before-the-click.png)
                3. One click opens the phone in a window of its own, and the help desk answers.

                   ![The call](3-in-the-call.png)

                   | after the click | state shown |
                   |---|---|
                   %s

                   The sound that the help desk [received](desk-heard.wav) and [sent](desk-said.wav).
                4. The caller has hung up.

                   ![After the call](4-after-it.png)

                A second recording: [two people talk while the node under them is killed](dying-node/README.md).
                """.formatted(String.join("\n   ", diary));
    }
}
