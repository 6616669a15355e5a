package org.portalvoip.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalvoip.call.CallState;
import org.portalvoip.call.NodeCard;
import org.portalvoip.call.OtherNodes;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;

/** How the status page words what the nodes know of each other. */
class NodesViewTest {
    private final NodesView view = new NodesView();

    @ParameterizedTest
    @CsvSource({"0, 0:00", "59, 0:59", "60, 1:00", "3599, 59:59", "3600, 1:00:00", "90061, 25:01:01"})
    void timesAreWrittenAsOnAClock(int seconds, String written) {
        assertThat(view.clock(Duration.ofSeconds(seconds))).isEqualTo(written);
    }

    @Test
    void whatHasNotBegunHasNoTime() {
        assertThat(view.clock(null)).isEmpty();
    }

    @Test
    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    void aNodeIsCalledByItsNameIfItHasOne() {
        view.nodes = new OtherNodes() {
            @Override
            public List<NodeCard> cards() {
                return List.of(
                        new NodeCard("a", "one", "1.0", "", NodeCard.State.THIS),
                        new NodeCard("b", "", "", "", NodeCard.State.ALIVE));
            }
        };

        assertThat(view.name("a")).isEqualTo("one");
        assertThat(view.name("b")).isEqualTo("b");
        assertThat(view.isAway()).isFalse();
    }

    @Test
    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    void aDatabaseThatIsAwayIsSaid() {
        view.nodes = new OtherNodes() {
            @Override
            public List<NodeCard> cards() throws SQLException {
                throw new SQLException("away");
            }
        };

        assertThat(view.getCards()).isEmpty();
        assertThat(view.isAway()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void eachStateHasItsWordInEachLanguage(NodeCard.State state) {
        assertThat(Languages.ALL).allSatisfy(language -> assertThat(Texts.of(language, "status.state." + state))
                .isNotBlank());
    }

    @ParameterizedTest
    @EnumSource
    void eachPhaseHasItsWordInEachLanguage(CallState phase) {
        assertThat(Languages.ALL).allSatisfy(language -> assertThat(Texts.of(language, "status.phase." + phase))
                .isNotBlank());
    }
}
