package org.portalvoip.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portalvoip.call.CallMoved;
import org.portalvoip.call.CallState;
import org.portalvoip.call.EndReason;

/** What Prometheus learns of the calls. */
class CallMetricsTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final CallMetrics metrics = new CallMetrics(registry);

    private void moved(CallState from, CallState to, double seconds, EndReason reason) {
        metrics.note(new CallMoved("id", from, to, Duration.ofMillis((long) (1000 * seconds)), reason));
    }

    private List<String> lines() throws IOException {
        var out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, registry.scrape());
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aCallCountsOnceWithItsOutcomeAndItsTimes() throws IOException {
        moved(CallState.NEW, CallState.CALLING, 0.1, null);
        moved(CallState.CALLING, CallState.RINGING, 0.3, null);
        moved(CallState.RINGING, CallState.ESTABLISHED, 7, null);
        moved(CallState.ESTABLISHED, CallState.ENDING, 60, EndReason.FAR_END);
        moved(CallState.ENDING, CallState.ENDED, 0.1, EndReason.FAR_END);

        assertThat(lines())
                .contains(
                        "voip_calls_total{outcome=\"far_end\"} 1.0",
                        "voip_calls_total{outcome=\"busy\"} 0.0",
                        "voip_call_setup_seconds_bucket{le=\"0.25\"} 0",
                        "voip_call_setup_seconds_bucket{le=\"0.5\"} 1",
                        "voip_call_setup_seconds_count 1",
                        "voip_call_wait_seconds_bucket{le=\"5.0\"} 0",
                        "voip_call_wait_seconds_bucket{le=\"10.0\"} 1",
                        "voip_call_wait_seconds_sum 7.0");
    }

    @Test
    void whoAnswersAtOnceLetsNobodyWait() throws IOException {
        moved(CallState.CALLING, CallState.ESTABLISHED, 0.3, null);

        assertThat(lines())
                .contains(
                        "voip_call_setup_seconds_sum 0.3",
                        "voip_call_wait_seconds_count 1",
                        "voip_call_wait_seconds_sum 0.0");
    }

    @Test
    void aCallerWhoIsRefusedBeforeTheOfferCountsAndASocketWithoutAnOfferDoesNot() throws IOException {
        moved(CallState.NEW, CallState.ENDED, 0, EndReason.TOO_FAST);
        moved(CallState.NEW, CallState.ENDED, 3, EndReason.NETWORK_LOST);
        moved(CallState.NEW, CallState.ENDED, 3, EndReason.HANG_UP);

        assertThat(lines())
                .contains(
                        "voip_calls_total{outcome=\"too_fast\"} 1.0",
                        "voip_calls_total{outcome=\"network_lost\"} 0.0",
                        "voip_calls_total{outcome=\"hang_up\"} 0.0");
    }

    @Test
    void aCallWithWhichAnotherNodeGoesOnHasNotEnded() throws IOException {
        moved(CallState.ESTABLISHED, CallState.ENDED, 60, null);

        assertThat(lines())
                .filteredOn(line -> line.startsWith("voip_calls_total"))
                .isNotEmpty()
                .allMatch(line -> line.endsWith(" 0.0"));
    }
}
