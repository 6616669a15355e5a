package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.portalvoip.testing.NumberedSave;
import org.portalvoip.testing.browser.Administrator;

/** Saves that are cut off at moments spread over the 50 ms after they were sent, and what became of them. */
final class CutSaves {
    private static final Duration SPREAD = Duration.ofMillis(50);
    private static final long NANOS_BETWEEN_LOOKS = 100_000;

    private final String cutter;
    private final int cuts;
    private int answered;
    private int storedWithoutAnswer;
    private int gone;

    /** There will be {@code cuts} cuts by {@code cutter}. */
    CutSaves(String cutter, int cuts) {
        this.cutter = cutter;
        this.cuts = cuts;
    }

    /** Sends a save after another one that was answered, and returns when it is time for the cut. */
    CompletableFuture<HttpResponse<String>> send(int cut, Administrator administrator) {
        administrator.save(NumberedSave.values(2 * cut));
        long moment = System.nanoTime() + SPREAD.toNanos() * cut / cuts;
        var underWay = administrator.startToPutParameters(NumberedSave.values(2 * cut + 1));
        while (System.nanoTime() < moment) {
            LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
        }
        return underWay;
    }

    /** {@code stored} is what is there after the cut; {@code wasAnswered} whether the save had been confirmed. */
    void check(int cut, boolean wasAnswered, String stored) {
        String before = NumberedSave.json(2 * cut);
        String after = NumberedSave.json(2 * cut + 1);
        assertThat(stored)
                .as("%s %d, answered: %s", cutter, cut, wasAnswered)
                .isIn(after, wasAnswered ? after : before);
        if (wasAnswered) {
            answered++;
        } else if (stored.equals(after)) {
            storedWithoutAnswer++;
        } else {
            gone++;
        }
    }

    void print() {
        System.out.println(cuts + " cuts by " + cutter + ", " + SPREAD.toMillis() / cuts + " ms apart from 0 to "
                + SPREAD.toMillis() + " ms after a save was sent: " + (gone + storedWithoutAnswer)
                + " before its answer (" + gone + " before its commit, " + storedWithoutAnswer + " after), " + answered
                + " after its answer; 0 answered saves lost");
    }
}
