package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.portalvoip.janus.GatewayLab.Way;
import org.portalvoip.janus.JanusException.Kind;

/** What a trial of settings leaves at Janus. */
class JanusTrialTest {

    /** Whoever is told that the trial is over may cut the connection at once. */
    @Test
    void aTrialWithoutALineIsOverWhenJanusHasEndedItsSession() {
        try (GatewayLab lab = new GatewayLab(Way.LONG_POLL)) {
            JanusTrial trial = GatewayLab.get(lab.gateway.tryOut(lab.settings()));
            lab.janus.once("attach", Fault.FORBIDDEN);
            assertThat(GatewayLab.failure(trial.attach()).kind()).isEqualTo(Kind.REFUSED);

            GatewayLab.get(trial.close(Duration.ofSeconds(2)));

            assertThat(lab.janus.requests("destroy")).hasSize(1);
            assertThat(lab.janus.sessions()).isZero();
        }
    }
}
