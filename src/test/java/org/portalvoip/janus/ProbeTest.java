package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.janus.GatewayLab.OFFER;
import static org.portalvoip.janus.GatewayLab.await;
import static org.portalvoip.janus.GatewayLab.failure;
import static org.portalvoip.janus.GatewayLab.get;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalvoip.janus.GatewayLab.Way;

/** The way of a browser's sound is tried by Janus's echo test. */
@Execution(ExecutionMode.CONCURRENT)
class ProbeTest {
    private static final int NO_SUCH_PLUGIN = 460;

    private final List<String> news = new CopyOnWriteArrayList<>();
    private final ProbeListener listener = new ProbeListener() {
        @Override
        public void answer(Jsep answer) {
            news.add(answer.type());
        }

        @Override
        public void candidate(IceCandidate candidate) {
            news.add("candidate");
        }

        @Override
        public void lost(JanusException reason) {
            news.add("lost");
        }
    };

    @ParameterizedTest
    @EnumSource
    void theBrowserGetsAnAnswerAndNothingIsLeftAfterTheClose(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            int before = lab.janus.handles();
            Probe probe = get(lab.gateway.openProbe(OFFER, listener));
            get(probe.trickle(IceCandidate.COMPLETED));
            await(() -> news.containsAll(List.of("answer", "candidate")));

            probe.close();
            probe.close();
            await(() -> lab.janus.handles() == before);
            lab.callWorks();

            assertThat(news).doesNotContain("lost");
        }
    }

    @Test
    void aRefusedOfferLeavesNothingBehind() {
        try (GatewayLab lab = new GatewayLab(Way.WEB_SOCKET).up()) {
            int before = lab.janus.handles();
            lab.janus.once("echo", Fault.FORBIDDEN);

            assertThat(failure(lab.gateway.openProbe(OFFER, listener)).kind()).isEqualTo(JanusException.Kind.REFUSED);
            await(() -> lab.janus.handles() == before);
            assertThat(news).isEmpty();
        }
    }

    @Test
    void aJanusWithoutThePluginIsAskedOnce() {
        try (GatewayLab lab = new GatewayLab(Way.WEB_SOCKET).up()) {
            lab.janus.withoutEchoTest();
            int before = lab.janus.requests("attach").size();

            for (int trial = 1; trial <= 3; trial++) {
                assertThat(failure(lab.gateway.openProbe(OFFER, listener)).code())
                        .isEqualTo(NO_SUCH_PLUGIN);
            }
            assertThat(lab.janus.requests("attach")).hasSize(before + 1);
            lab.callWorks();
        }
    }

    @Test
    void aTrialThatJanusTakesAwayIsToldOnce() {
        try (GatewayLab lab = new GatewayLab(Way.WEB_SOCKET).up()) {
            get(lab.gateway.openProbe(OFFER, listener));
            lab.janus.cut();
            await(() -> news.contains("lost"));
            lab.await(GatewayStatus.State.UP);

            assertThat(news).containsOnlyOnce("lost");
        }
    }

    @Test
    void aGatewayThatIsOffTriesNothing() {
        try (GatewayLab lab = new GatewayLab(Way.WEB_SOCKET)) {
            assertThat(failure(lab.gateway.openProbe(OFFER, listener)).kind()).isEqualTo(JanusException.Kind.OFF);
        }
    }
}
