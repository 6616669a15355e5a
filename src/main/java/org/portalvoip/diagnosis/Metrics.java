package org.portalvoip.diagnosis;

import static org.portalvoip.diagnosis.CallMetrics.label;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.portalvoip.call.CallMoved;
import org.portalvoip.call.CallReturns;
import org.portalvoip.call.Calls;
import org.portalvoip.janus.GatewayStatus;
import org.portalvoip.janus.JanusException;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.parameters.ActiveParameters;
import org.portalvoip.parameters.ParametersChanged;
import org.portalvoip.web.Refusals;
import org.portalvoip.web.Refusals.Door;
import org.portalvoip.web.Refusals.Reason;

/**
 * The figures of this node since its start, as Prometheus understands them. Every label is a constant of ours, so no figure
 * can contain a secret or a person, and there is only so many of them. Whatever somebody else counts or knows is asked when
 * the figures are read.
 */
@ApplicationScoped
class Metrics {
    @Inject
    Calls calls;

    @Inject
    CallReturns returns;

    @Inject
    JanusGateway gateway;

    @Inject
    ActiveParameters parameters;

    @Inject
    Refusals refusals;

    @Inject
    Readiness readiness;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final CallMetrics ofCalls = new CallMetrics(registry);
    private final Counter saves = Counter.builder()
            .name("voip_parameter_saves_total")
            .help("Saves on this node that changed a parameter.")
            .withoutExemplars()
            .register(registry);

    @PostConstruct
    void ask() {
        gauge("voip_ready", "Whether this node has everything it needs, as /health/ready says.", readiness::isUp);
        gauge("voip_enabled", "Whether calls are switched on (323) and the parameters can be used.", () -> parameters
                .current()
                .callable());
        gauge(
                "voip_secret_readable",
                "Whether this node has the key of the database and can open parameter 328.",
                () -> parameters.sealBroken().isEmpty());
        gauge("voip_gateway_up", "Whether this node is connected to Janus and ready for calls.", this::isGatewayUp);
        askForFailures();
        askForCalls();
        askForRefusals();
    }

    private boolean isGatewayUp() {
        return gateway.status().state() == GatewayStatus.State.UP;
    }

    private void gauge(String name, String help, BooleanSupplier fact) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(told -> told.call(fact.getAsBoolean() ? 1 : 0))
                .register(registry);
    }

    private void askForFailures() {
        CounterWithCallback.builder()
                .name("voip_gateway_failures_total")
                .help("What went wrong between this node and Janus.")
                .labelNames("kind")
                .callback(told -> {
                    var failures = gateway.status().failures();
                    Stream.of(JanusException.Kind.values())
                            .forEach(kind -> told.call(failures.getOrDefault(kind, 0), label(kind)));
                })
                .register(registry);
    }

    private void askForCalls() {
        GaugeWithCallback.builder()
                .name("voip_calls_in_progress")
                .help("Calls of this node now, by phase.")
                .labelNames("phase")
                .callback(told -> calls.inProgress().forEach((phase, count) -> told.call(count, label(phase))))
                .register(registry);
        CounterWithCallback.builder()
                .name("voip_takeovers_total")
                .help("Calls of other nodes with which this one has gone on.")
                .callback(told -> told.call((double) returns.takenOver()))
                .register(registry);
    }

    private void askForRefusals() {
        CounterWithCallback.builder()
                .name("voip_refusals_total")
                .help("Who was refused at a door of this node, and why.")
                .labelNames("door", "reason")
                .callback(told -> Stream.of(Reason.values())
                        .filter(reason -> reason.door() != Door.LOGIN)
                        .forEach(
                                reason -> told.call((double) refusals.of(reason), label(reason.door()), label(reason))))
                .register(registry);
        CounterWithCallback.builder()
                .name("voip_logins_refused_total")
                .help("Attempts to sign in that were refused.")
                .labelNames("reason")
                .callback(told -> Stream.of(Reason.values())
                        .filter(reason -> reason.door() == Door.LOGIN)
                        .forEach(reason -> told.call((double) refusals.of(reason), label(reason))))
                .register(registry);
    }

    void callMoved(@Observes CallMoved moved) {
        ofCalls.note(moved);
    }

    void saved(@Observes(during = TransactionPhase.AFTER_SUCCESS) ParametersChanged save) {
        saves.inc();
    }

    /** The figures now. */
    MetricSnapshots now() {
        return registry.scrape();
    }
}
