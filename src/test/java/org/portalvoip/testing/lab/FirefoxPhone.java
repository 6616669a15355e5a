package org.portalvoip.testing.lab;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.portalvoip.call.CallState;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Firefox;
import org.portalvoip.testing.browser.FirefoxPage;
import org.portalvoip.testing.browser.ForeignPortal;

/**
 * A page of the portal and the window of its phone in Firefox, as {@link CallPage} is in Chromium. Without a sound card
 * Firefox runs no AudioContext, so what comes in is measured by the connection's own statistics.
 */
public final class FirefoxPhone implements AutoCloseable {
    private static final int SECOND_OF_PACKETS = 50;
    /** A second of the desk's tone has an energy of a quarter. */
    private static final double SOME_ENERGY = 0.3;

    private static final String ICON =
            "(document.querySelector('voip-call')?.shadowRoot ?? document).querySelector('.voip-call')";
    private static final String STATUS = "document.querySelector('.voip-status')";

    /** Keeps the connection, and the states that are shown. */
    private static final String WATCH = """
            const Connection = window.RTCPeerConnection;
            window.RTCPeerConnection = class extends Connection {
              addTrack(...sound) { window.connection = this; return super.addTrack(...sound); } // not the trial of the way
            };
            window.measured = async (type, name) => {
              for (const stats of (await connection.getStats()).values()) if (stats.type === type) return stats[name];
            };
            window.states = [];
            const status = ({ target }) => target.matches('.voip-status');
            new MutationObserver((changes) => states.push(...changes.filter(status).map((it) => it.target.dataset.state)))
              .observe(document, { subtree: true, attributeFilter: ['data-state'] });
            """;

    private final Firefox firefox;
    private final FirefoxPage portal;
    private final int others;
    private FirefoxPage phone;

    private FirefoxPhone(Firefox firefox, URI address) {
        this.firefox = firefox;
        others = firefox.pages().size();
        portal = firefox.open(address);
    }

    /** A Firefox whose pages let a test see more of a call; {@code permissions} as in {@link Firefox#start}. */
    public static Firefox browser(String... permissions) {
        Firefox firefox = Firefox.start(permissions);
        firefox.addInitScript(WATCH);
        firefox.addInitScript(ForeignPortal.HEAR);
        return firefox;
    }

    /** A user opens the portal. */
    public static FirefoxPhone open(Firefox firefox, URI portal) {
        return new FirefoxPhone(firefox, portal);
    }

    /** Clicks the headset; if the phone was not open, it is now. */
    public void click() {
        if (phone == null) {
            phone = firefox.opened(() -> portal.click(ICON));
        } else {
            portal.click(ICON);
        }
    }

    /** Clicks a button of the phone. */
    public void press(String part) {
        phone.click(button(part));
    }

    /** Presses a key of the keypad, which is open. */
    public void dial(char key) {
        phone.click("document.querySelector('[data-digit=\"" + key + "\"]')");
    }

    /** Waits until the phone shows this button. */
    public void awaitButton(String part) {
        phone.await(isShown(part));
    }

    /** Whether the phone shows this button. */
    public boolean shows(String part) {
        return phone.evaluate(isShown(part)).equals("true");
    }

    private static String isShown(String part) {
        return "!!" + button(part) + ".getClientRects().length";
    }

    private static String button(String part) {
        return "document.querySelector('button[data-part=" + part + "]')";
    }

    /** Waits until the call is in {@code state}. */
    public void await(CallState state) {
        phone.await(STATUS + ".dataset.state === '" + state.name().toLowerCase(Locale.ROOT) + "'");
    }

    /** The states that the phone has shown since it was opened, with commas between them. */
    public String states() {
        return phone.evaluate("states.join()");
    }

    /** Waits until more than a second of the desk's tone has come in and been played. */
    public void awaitSound() {
        awaitMore("inbound-rtp", "totalAudioEnergy", SOME_ENERGY);
    }

    /** Waits until a second more of sound has gone out. */
    public void speak() {
        awaitMore("outbound-rtp", "packetsSent", SECOND_OF_PACKETS);
    }

    private void awaitMore(String type, String name, double more) {
        double before = measured(type, name);
        Await.until(Await.PATIENTLY, () -> measured(type, name), now -> now - before > more);
    }

    /** Zero while nothing has been measured. */
    private double measured(String type, String name) {
        String value = "measured('%s', '%s').then((value) => value ?? 0)".formatted(type, name);
        return Double.parseDouble(phone.evaluate(value));
    }

    /** How many tabs and windows the user has. */
    public int windows() {
        return firefox.pages().size() - others;
    }

    /** Waits until the portal has heard these events of the call, as regular expressions: name, then detail. */
    public void awaitHeard(String... events) {
        String all = String.join(".*;", List.of(events)).replace(" ", " +") + ".*";
        Await.until(Await.PATIENTLY, () -> portal.evaluate("heard.join(';')"), heard -> heard.matches(all));
    }

    @Override
    public void close() {
        if (phone != null) {
            phone.close();
        }
        portal.close();
    }
}
