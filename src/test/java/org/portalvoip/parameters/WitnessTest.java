package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.LogCapture;

/** How often a content of the rows is told. */
class WitnessTest {
    private static final List<String> ROWS = List.of("329:1=0800");
    private static final List<String> OTHERS = List.of("329:1=0900");

    @AutoClose
    private final LogCapture said = new LogCapture(Witness.class);

    private final Witness witness = new Witness();
    private boolean refuses;
    private int tells;

    private void look(List<String> rows) {
        witness.look(rows, () -> {
            tells++;
            if (refuses) {
                throw new IllegalStateException("locked");
            }
        });
    }

    @Test
    void eachContentIsToldOnce() {
        look(ROWS);
        look(ROWS);
        look(OTHERS);
        look(OTHERS);
        look(ROWS);

        assertThat(tells).isEqualTo(3);
    }

    @Test
    void aFailureIsSaidOnceAndTriedAgainAfterAWhile() {
        refuses = true;
        for (int look = 0; look <= 2 * Witness.LOOKS_TO_NEXT_TRY; look++) {
            look(ROWS);
        }

        assertThat(tells).isEqualTo(2);
        assertThat(said.messages(Level.WARNING)).hasSize(1);

        refuses = false;
        for (int look = 0; look <= 2 * Witness.LOOKS_TO_NEXT_TRY; look++) {
            look(ROWS);
        }
        assertThat(tells).isEqualTo(3);
    }
}
