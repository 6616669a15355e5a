package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.FakeRequest;
import org.portalvoip.testing.LogCapture;

/** What the operator reads about refused requests, and how little strangers can make of it. */
class RefusalLogTest {
    private static final long SECOND = 1_000_000_000L;

    @AutoClose
    private final LogCapture log = new LogCapture(RefusalLog.class);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND);
    private final RefusalLog refusals = new RefusalLog(now::get);

    @Test
    void aRefusalNamesBothValuesAndTheRemedy() {
        note("https://portal.example", "10.0.0.5:8080");

        assertThat(log.messages(Level.WARNING))
                .containsExactly(
                        "A call was refused: its page has the origin https://portal.example, and it was sent to"
                                + " the host 10.0.0.5:8080. If people reach the portal at that origin, set voip.url to it.");
    }

    @Test
    void theSameIsSaidOnceAMinute() {
        IntStream.range(0, 1000).forEach(i -> note("https://portal.example", "10.0.0.5:8080"));
        now.addAndGet(59 * SECOND);
        note("https://portal.example", "10.0.0.5:8080");
        assertThat(log.messages(Level.WARNING)).hasSize(1);

        now.addAndGet(SECOND);
        note("https://portal.example", "10.0.0.5:8080");
        assertThat(log.messages(Level.WARNING)).hasSize(2);
    }

    @Test
    void aFloodOfOriginsIsCountedInsteadOfListed() {
        IntStream.range(0, 20_000).forEach(i -> note("https://evil" + i + ".example", "portal.example"));
        now.addAndGet(60 * SECOND);
        note("https://evil.example", "portal.example");

        assertThat(log.messages(Level.WARNING))
                .hasSize(RefusalLog.MOST_LINES + 2)
                .contains(20_000 - RefusalLog.MOST_LINES + " more requests were refused or failed.");
    }

    @Test
    void whateverAStrangerSendsIsOneShortLine() {
        note("https://a\r\nWARNING all is lost\u001b[2J\u202e" + "x".repeat(5000), null);

        assertThat(log.messages(Level.WARNING)).singleElement().satisfies(line -> assertThat(line)
                .hasSizeLessThan(350)
                .matches("[ -~]+")
                .contains("the origin https://a??WARNING", "the host (none)"));
    }

    private void note(String origin, String host) {
        refusals.note("A call", FakeRequest.with("Origin", origin, "Host", host), "set voip.url to it");
    }
}
