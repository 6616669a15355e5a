package org.portalvoip.call;

import jakarta.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the browser of one call is told, over one socket after the other. The messages count from the first on both
 * sides, so that a browser that comes back gets what it has missed and nothing twice. Belongs to one call and is used
 * in its turns only.
 */
final class Outbox {
    /** Of a call's messages only hints are many; of a longer absence the oldest messages are lost. */
    private static final int MOST_KEPT = 128;

    private final Deque<String> kept = new ArrayDeque<>(1);
    private Browser browser;
    private long sent;

    /** @param sent how many messages another node has sent before */
    Outbox(Browser browser, long sent) {
        this.browser = browser;
        this.sent = sent;
    }

    /** The socket that is in use, or was last. */
    Browser browser() {
        return browser;
    }

    /** From now on everything goes to {@code next}; returns the one before. */
    Browser moveTo(Browser next) {
        Browser before = browser;
        browser = next;
        return before;
    }

    /** Sends a message that does not count and is never sent again. */
    void sendOnce(JsonObject message) {
        browser.send(message.toString());
    }

    /** Sends a message, and keeps it. */
    void send(JsonObject message) {
        String text = message.toString();
        sent++;
        kept.add(text);
        if (kept.size() > MOST_KEPT) {
            kept.remove();
        }
        browser.send(text);
    }

    /** Sends again whatever is kept of what came after the first {@code received} messages. */
    void sendAgain(long received) {
        long before = sent - kept.size();
        kept.stream().skip(Math.max(0, received - before)).forEach(browser::send);
    }
}
