package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.portalvoip.janus.JanusException.Kind;

class BackOffTest {

    private final JanusException down = new JanusException(Kind.UNREACHABLE, "connection refused");

    private final BackOff backOff = new BackOff();

    @Test
    void pausesDoubleUpToFiveSeconds() {
        assertThat(Stream.generate(() -> backOff.after(down)).limit(7))
                .containsExactly(
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5));
    }

    @Test
    void itBeginsAnewAfterAReset() {
        backOff.after(down);
        backOff.reset();

        assertThat(backOff.after(down)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void aSipServerThatRefusesTheAccountIsAskedOnceAMinute() {
        assertThat(backOff.after(new JanusException(Kind.REGISTRATION_FAILED, 904, "x")))
                .hasMinutes(1);
        assertThat(backOff.after(new JanusException(Kind.REGISTRATION_FAILED, 408, "x")))
                .hasMillis(250);
    }
}
