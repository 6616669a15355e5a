package org.portalvoip.diagnosis;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.portalvoip.call.CallMoved;
import org.portalvoip.call.CallState;
import org.portalvoip.call.EndReason;

/** What is counted and measured of the calls of this node, while they happen. */
final class CallMetrics {
    private static final double[] SECONDS_OF_SET_UP = {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};
    private static final double[] SECONDS_OF_WAITING = {1, 2.5, 5, 10, 20, 30, 45, 60, 120, 300};

    /** Why a caller is refused who has not got as far as an offer. All others without one have only opened a socket. */
    private static final Set<EndReason> REFUSALS = EnumSet.of(
            EndReason.DISABLED,
            EndReason.ALL_LINES_BUSY,
            EndReason.TOO_MANY,
            EndReason.TOO_MANY_HERE,
            EndReason.TOO_FAST,
            EndReason.RUSH,
            EndReason.SIGN_IN);

    private final Counter calls;
    private final Histogram setUp;
    private final Histogram waiting;

    CallMetrics(PrometheusRegistry registry) {
        calls = Counter.builder()
                .name("voip_calls_total")
                .help("Calls that have ended on this node, by the reason of their end.")
                .labelNames("outcome")
                .withoutExemplars()
                .register(registry);
        // A series that begins with its first event has no increase to alert on.
        Stream.of(EndReason.values()).forEach(reason -> calls.initLabelValues(label(reason)));
        setUp = histogram("voip_call_setup_seconds", "From the caller's offer until it rings.", SECONDS_OF_SET_UP)
                .register(registry);
        waiting = histogram("voip_call_wait_seconds", "From the first ring until the answer.", SECONDS_OF_WAITING)
                .register(registry);
    }

    private static Histogram.Builder histogram(String name, String help, double... bounds) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .classicOnly()
                .classicUpperBounds(bounds)
                .withoutExemplars();
    }

    /** Counts what the event tells; quick, and without a lock. */
    void note(CallMoved moved) {
        double seconds = moved.spent().toNanos() / 1e9;
        if (moved.from() == CallState.CALLING && hasRung(moved.to())) {
            setUp.observe(seconds);
        }
        if (moved.to() == CallState.ESTABLISHED) {
            waiting.observe(moved.from() == CallState.RINGING ? seconds : 0);
        }
        if (moved.to() == CallState.ENDED && isEndOfCall(moved)) {
            calls.labelValues(label(moved.reason())).inc();
        }
    }

    /** A telephone that answers at once does not ring. */
    private static boolean hasRung(CallState state) {
        return state == CallState.RINGING || state == CallState.ESTABLISHED;
    }

    private static boolean isEndOfCall(CallMoved moved) {
        return moved.reason() != null && (moved.from() != CallState.NEW || REFUSALS.contains(moved.reason()));
    }

    /** As Prometheus writes words. */
    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
