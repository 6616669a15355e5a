package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.janus.GatewayLab.OFFER;
import static org.portalvoip.janus.GatewayLab.await;
import static org.portalvoip.janus.GatewayLab.get;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.portalvoip.janus.GatewayLab.Way;
import org.portalvoip.janus.GatewayStatus.State;
import org.portalvoip.janus.JanusException.Kind;

/**
 * What the real Janus cannot be made to do: each fault, at each step, on both transports. The cases spend most of their
 * time waiting, so they run in parallel.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultsTest {

    /** Nobody may notice the others. */
    private static final Set<Fault> HARMFUL =
            EnumSet.complementOf(EnumSet.of(Fault.IN_PIECES, Fault.DUPLICATE, Fault.EVENTS_FIRST));

    /** A call that is taken and then never heard of again is ended by whoever placed it, after the time for ringing. */
    static Stream<Arguments> faultsOfACall() {
        return Stream.of(Way.values()).flatMap(way -> Stream.of("attach", "register", "call", "poll")
                .filter(verb -> way == Way.LONG_POLL || !verb.equals("poll"))
                .flatMap(verb -> Stream.of(Fault.values())
                        .filter(fault -> fault != Fault.EVENTS_LOST || !verb.equals("call"))
                        .map(fault -> Arguments.of(way, verb, fault))));
    }

    @ParameterizedTest
    @MethodSource("faultsOfACall")
    void everyCallEndsOrIsAnsweredAndTheNextOneWorks(Way way, String verb, Fault fault) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            lab.janus.once(verb, fault);
            Heard heard = new Heard();
            CompletableFuture<Void> call = lab.gateway
                    .openLine(heard)
                    .thenCompose(line -> line.call(GatewayLab.EXTENSION, OFFER, Map.of()))
                    .toCompletableFuture();
            await(() -> call.isCompletedExceptionally()
                    || heard.lost().isDone()
                    || heard.news().contains("Accepted answer"));

            assertThat(heard.news().contains("Accepted answer") || HARMFUL.contains(fault))
                    .isTrue();
            lab.await(State.UP);
            lab.callWorks();
        }
    }

    static Stream<Arguments> namesOfFaults() {
        Map<Fault, Kind> names = Map.of(
                Fault.GARBAGE, Kind.NOT_JANUS,
                Fault.FOREIGN, Kind.NOT_JANUS,
                Fault.HUGE, Kind.TOO_LARGE,
                Fault.SLOW_DRIP, Kind.NO_ANSWER,
                Fault.SILENCE, Kind.NO_ANSWER,
                Fault.RESET, Kind.UNREACHABLE,
                Fault.FORBIDDEN, Kind.REFUSED,
                Fault.SESSION_TIMEOUT, Kind.ENDED_BY_JANUS);
        return Stream.of(Way.values())
                .flatMap(way -> names.keySet().stream().map(fault -> Arguments.of(way, fault, names.get(fault))));
    }

    @ParameterizedTest
    @MethodSource("namesOfFaults")
    void theFailureOfACallIsNamed(Way way, Fault fault, Kind name) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Heard heard = new Heard();
            Line line = lab.line(heard);
            lab.janus.once("call", fault);
            CompletionStage<Void> call = line.call(GatewayLab.EXTENSION, OFFER, Map.of());

            Throwable failure = get(call.handle((taken, why) -> why));
            assertThat(
                            failure == null
                                    ? get(heard.lost()).kind()
                                    : JanusException.from(failure).kind())
                    .isEqualTo(name);
        }
    }

    static Stream<Arguments> faultsOfAConnect() {
        return Stream.of(Way.values()).flatMap(way -> Stream.of("create", "attach", "register")
                .flatMap(verb -> Stream.of(Fault.values()).map(fault -> Arguments.of(way, verb, fault))));
    }

    @ParameterizedTest
    @MethodSource("faultsOfAConnect")
    void everyConnectIsTriedAgain(Way way, String verb, Fault fault) {
        try (GatewayLab lab = new GatewayLab(way)) {
            lab.janus.once(verb, fault);
            lab.gateway.use(lab.settings());

            lab.await(State.UP);
            lab.callWorks();
        }
    }
}
