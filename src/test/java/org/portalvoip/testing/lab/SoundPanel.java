package org.portalvoip.testing.lab;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.portalvoip.call.EndReason;
import org.portalvoip.language.Texts;
import org.portalvoip.parameters.SecretAct;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.Readers;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.browser.Wording;
import org.portalvoip.testing.server.Server;

/** The test call with sound on the parameter screen, as an administrator uses it. */
public final class SoundPanel {
    /** The talk takes 15 seconds, and a server that does not answer takes longer than that to give up. */
    private static final double LONGEST = 2 * Await.PATIENTLY.toMillis();

    private final Visit visit;
    private final Locator panel;

    private SoundPanel(Visit visit) {
        this.visit = visit;
        this.panel = visit.page().locator("#sound");
    }

    /** Signs in, and opens the panel. */
    public static SoundPanel open(CallWorld world, Visit visit) {
        world.administrator().lendSession(visit);
        return open(world.server, visit);
    }

    /** The panels of all of them, each in a language of its own. */
    public static List<SoundPanel> open(CallWorld world, Readers readers) {
        return readers.visits().stream().map(visit -> open(world.server, visit)).toList();
    }

    private static SoundPanel open(Server server, Visit visit) {
        return at(server.uri("admin/parameters"), visit);
    }

    /** Opens the panel for whoever is signed in. */
    public static SoundPanel at(URI parameters, Visit visit) {
        visit.open(parameters);
        SoundPanel sound = new SoundPanel(visit);
        sound.panel.locator("summary").click();
        return sound;
    }

    /** Enters another extension in 329, and does not save it. */
    public SoundPanel dial(String extension) {
        new ParametersPage(visit).set(329, extension);
        return this;
    }

    /** Enters other values, which may lead anywhere because no password goes there, and does not save them. */
    public SoundPanel enterAsGuest(Map<Integer, String> values) {
        ParametersPage screen = new ParametersPage(visit);
        screen.set(values);
        screen.set(330, "3");
        screen.choose(SecretAct.REMOVE);
        return this;
    }

    /** Begins a call. What the one before was found to be does not stand there any more, which {@link #await} would take for this. */
    public SoundPanel start() {
        panel.evaluate("panel => panel.removeAttribute('data-state')");
        visit.button("sound.start").click();
        return this;
    }

    /** Waits for a state of the call, or for one of {@code good}, {@code warning} and {@code bad}. */
    public SoundPanel await(String state) {
        PlaywrightAssertions.assertThat(panel)
                .hasAttribute("data-state", state, new HasAttributeOptions().setTimeout(LONGEST));
        return this;
    }

    /** Waits until the call is over, however it went. */
    public SoundPanel awaitEnd() {
        PlaywrightAssertions.assertThat(panel)
                .hasAttribute(
                        "data-state",
                        Pattern.compile("good|warning|bad"),
                        new HasAttributeOptions().setTimeout(LONGEST));
        return this;
    }

    public String result() {
        return panel.locator(".result").innerText();
    }

    /** All findings by their names, each in front of its sentence. */
    public String findings() {
        StringBuilder found = new StringBuilder();
        for (Locator item : panel.locator(".steps li").all()) {
            found.append(item.getAttribute("data-finding"))
                    .append(": ")
                    .append(item.locator(".words").innerText())
                    .append('\n');
        }
        return found.toString();
    }

    /** As the screen shows a call that ended for a reason about which it knows no more. */
    public String ended(EndReason reason) {
        return sentence("ENDED", visit.text("calls.reason." + reason));
    }

    /** As the screen shows this finding, whatever it names. */
    public Pattern told(String finding) {
        return Pattern.compile(finding + ": " + Wording.of(visit.language(), "sound.finding." + finding));
    }

    /** As the screen shows this finding. */
    public String sentence(String finding, Object... values) {
        return finding + ": " + Texts.of(visit.language(), "sound.finding." + finding, values);
    }
}
