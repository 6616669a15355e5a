package org.portalvoip.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.portalvoip.parameters.Parameter;
import org.portalvoip.parameters.ParametersHeld;

/** What counts as a change, and what the history keeps of it. */
class DifferenceTest {
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 26, 1, 20, 58);

    private final Map<Parameter, String> settings = new EnumMap<>(Parameter.class);
    private Map<Parameter, String> known;

    DifferenceTest() {
        settings.put(Parameter.ACTIVE, "N");
        settings.put(Parameter.EXTENSION, "0800");
        settings.put(Parameter.PASSWORD, "v2:k1:sealed");
        known = Difference.memory(held(false));
    }

    private ParametersHeld held(boolean sameSecret) {
        return new ParametersHeld(new EnumMap<>(settings), "admin", NOW, sameSecret);
    }

    @Test
    void whatIsKnownIsNoChange() {
        assertThat(Difference.between(known, held(false))).isEmpty();
    }

    @Test
    void whatIsNotKnownYetIsAChangeUnlessItIsEmpty() {
        assertThat(Difference.between(Map.of(), held(false)))
                .extracting(Difference::parameter)
                .containsExactly(Parameter.ACTIVE, Parameter.PASSWORD, Parameter.EXTENSION);
    }

    @Test
    void eachChangeIsNamedWithBothValuesByNumber() {
        settings.put(Parameter.EXTENSION, null);
        settings.put(Parameter.PORT, "5061");

        assertThat(Difference.between(known, held(false)))
                .containsExactly(
                        new Difference(Parameter.PORT, null, "5061"),
                        new Difference(Parameter.EXTENSION, "0800", null));
    }

    @Test
    void aSecretThatIsSealedAnewIsNoChangeAndIsKnownFromThenOn() {
        settings.put(Parameter.PASSWORD, "v2:k2:sealed anew");

        assertThat(Difference.between(known, held(true))).isEmpty();
        known = Difference.memory(held(true));
        assertThat(Difference.between(known, held(false))).isEmpty();
    }

    @Test
    void anotherSecretIsAChangeOfWhichNothingIsKept() {
        settings.put(Parameter.PASSWORD, "v2:k1:another");

        Difference difference =
                Difference.between(known, held(false)).iterator().next();
        HistoryEntry entry = new HistoryEntry(1, 1, difference, Kind.SAVED, "admin", NOW);

        assertThat(difference.toString()).doesNotContain("another", ":sealed");
        assertThat(entry.oldValue()).isEqualTo(entry.newValue()).isEqualTo("set");
        assertThat(entry.secretAct()).isEqualTo("replaced");
    }

    @Test
    void ofTheSecretTheHistorySaysWhatHappenedToIt() {
        assertThat(secretAct(null, "hash")).isEqualTo("set");
        assertThat(secretAct("hash", "other")).isEqualTo("replaced");
        assertThat(secretAct("hash", null)).isEqualTo("removed");
    }

    private static String secretAct(String before, String after) {
        return new HistoryEntry(1, 1, new Difference(Parameter.PASSWORD, before, after), Kind.SAVED, "admin", NOW)
                .secretAct();
    }
}
