package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.janus.GatewayLab.await;
import static org.portalvoip.janus.GatewayLab.get;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.portalvoip.janus.GatewayLab.Way;

/** Over HTTP a session outlives its connections, so cutting them ends no call. */
@Execution(ExecutionMode.CONCURRENT)
class LongPollCutTest {

    @Test
    void aCutLongPollIsTakenUpAgain() {
        try (GatewayLab lab = new GatewayLab(Way.LONG_POLL).up()) {
            Heard heard = new Heard();
            Line line = lab.established(heard);
            lab.janus.cut();
            // A request may still be sent on a connection that was cut with the poll.
            await(() -> get(line.hangup().handle((taken, failure) -> failure == null)));

            await(() -> heard.news().contains("HangUp 200"));
            lab.callWorks();
            assertThat(heard.lost()).isNotDone();
        }
    }

    /** Whatever cuts one connection also cuts the idle ones, on which the next polls may be sent. */
    @Test
    void aLongPollThatIsCutAgainAndAgainIsTakenUpEachTime() {
        try (GatewayLab lab = new GatewayLab(Way.LONG_POLL).up()) {
            Heard heard = new Heard();
            lab.established(heard);
            for (int cut = 0; cut < 4; cut++) {
                int polls = lab.janus.polls().get();
                lab.janus.cut();
                await(() -> lab.janus.polls().get() > polls);
            }

            lab.callWorks();
            assertThat(heard.lost()).isNotDone();
        }
    }

    @Test
    void aLongPollIsTakenUpAlthoughNewConnectionsAreCutAsTheyAreMade() {
        try (GatewayLab lab = new GatewayLab(Way.LONG_POLL).up()) {
            Heard heard = new Heard();
            lab.established(heard);
            int polls = lab.janus.polls().get();
            lab.janus.httpPort().cutWithNext(8);
            await(() -> lab.janus.httpPort().welcomes() && lab.janus.polls().get() > polls);

            lab.callWorks();
            assertThat(heard.lost()).isNotDone();
        }
    }
}
