package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.janus.GatewayLab.OFFER;
import static org.portalvoip.janus.GatewayLab.await;
import static org.portalvoip.janus.GatewayLab.failure;
import static org.portalvoip.janus.GatewayLab.get;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalvoip.janus.GatewayLab.Way;
import org.portalvoip.janus.GatewayStatus.State;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.sip.Extension;

/** A node leaves its calls, and another one goes on with them. */
@Execution(ExecutionMode.CONCURRENT)
class TakeoverTest {

    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);

    private final JanusGateway successor = new JanusGateway(scheduler, InetAddress::getAllByName);
    private final Heard before = new Heard();
    private final Heard after = new Heard();

    @AfterEach
    void stop() {
        successor.close();
        scheduler.shutdownNow();
    }

    private GatewayLab two(Way way) {
        GatewayLab lab = new GatewayLab(way);
        lab.janus.patient(60);
        lab.up();
        successor.use(lab.settings());
        await(() -> successor.status().state() == State.UP);
        return lab;
    }

    private void hear(String what) {
        await(() -> after.news().contains(what));
    }

    @ParameterizedTest
    @EnumSource
    void theSuccessorGoesOnWithARunningCall(Way way) {
        try (GatewayLab lab = two(way)) {
            Line line = lab.established(before);
            JanusPlace place = line.place();
            lab.gateway.leave();
            Line resumed = get(successor.resume(place, after));

            assertThat(resumed.state()).isEqualTo(LineState.ESTABLISHED);
            assertThat(resumed.place()).isEqualTo(place);
            get(resumed.dtmf('5'));
            hear("dtmfsent");
            get(resumed.restart(OFFER));
            hear("Restarted answer");
            get(resumed.hangup());
            hear("HangUp 200");
            get(resumed.close());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverHasLeftHearsAndSaysNothingMore(Way way) {
        try (GatewayLab lab = two(way)) {
            Line line = lab.established(before);
            int sessions = lab.janus.sessions();
            List<String> news = List.copyOf(before.news());
            lab.gateway.leave();

            assertThat(failure(line.hangup()).kind()).isEqualTo(Kind.OFF);
            assertThat(failure(line.close()).kind()).isEqualTo(Kind.OFF);
            assertThat(failure(lab.gateway.openLine(new Heard())).kind()).isEqualTo(Kind.OFF);
            assertThat(lab.gateway.status().state()).isEqualTo(State.OFF);
            get(get(successor.resume(line.place(), after)).close());
            assertThat(lab.janus.sessions()).isEqualTo(sessions - 1);
            assertThat(lab.janus.requests("destroy")).hasSize(1);
            assertThat(lab.janus.requests("hangup")).isEmpty();
            assertThat(before.news()).isEqualTo(news);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatEndedWhileNobodyListenedIsOver(Way way) {
        try (GatewayLab lab = two(way)) {
            Line line = lab.established(before);
            lab.gateway.leave();
            lab.janus.farEndHangsUp(line.id());

            assertThat(get(successor.resume(line.place(), after)).state()).isEqualTo(LineState.IDLE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatRingsGoesOnRinging(Way way) {
        try (GatewayLab lab = two(way)) {
            Line line = lab.line(before);
            get(line.call(new Extension("0180"), OFFER, Map.of()));
            await(() -> before.news().contains("Ringing"));
            lab.gateway.leave();
            Line resumed = get(successor.resume(line.place(), after));
            assertThat(resumed.state()).isEqualTo(LineState.RINGING);
            lab.janus.farEndAnswers(line.id());

            hear("Accepted answer");
            assertThat(resumed.state()).isEqualTo(LineState.ESTABLISHED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLineThatJanusDoesNotKnowIsNamed(Way way) {
        try (GatewayLab lab = two(way)) {
            Line line = lab.established(before);
            JanusPlace place = line.place();
            get(line.close());

            assertThat(failure(successor.resume(place, after)).kind()).isEqualTo(Kind.ENDED_BY_JANUS);
            JanusPlace elsewhere = new JanusPlace(JanusAddress.parse("ws://192.0.2.1/"), 1, 2);
            assertThat(failure(successor.resume(elsewhere, after)).kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(successor.status().lines()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAdoptedMasterLivesUntilItIsClosed(Way way) {
        try (GatewayLab lab = two(way)) {
            List<Heard> all = Stream.generate(Heard::new).limit(3).toList();
            List<Line> lines =
                    Stream.generate(Heard::new).limit(3).map(lab::established).toList();
            JanusPlace master = lines.get(0).masterPlace();
            lab.gateway.leave();
            Adoption adoption = get(successor.adopt(master));
            for (int i = 0; i < 3; i++) {
                get(successor.resume(lines.get(i).place(), all.get(i)));
            }
            assertThat(successor.status().lines()).isEqualTo(3);
            get(adoption.close());

            all.forEach(each -> assertThat(get(each.lost()).kind()).isEqualTo(Kind.ENDED_BY_JANUS));
            await(() -> lab.janus.sessions() == 1);
            assertThat(successor.status().lines()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAdoptedMasterThatIsLetGoStaysForTheNext(Way way) {
        try (GatewayLab lab = two(way)) {
            Line line = lab.established(before);
            JanusPlace master = line.masterPlace();
            lab.gateway.leave();
            get(successor.adopt(master)).letGo();
            Adoption again = get(successor.adopt(master));
            Line resumed = get(successor.resume(line.place(), after));
            get(resumed.dtmf('1'));

            hear("dtmfsent");
            assertThat(again.ended().toCompletableFuture()).isNotDone();
            successor.close();
            await(() -> lab.janus.sessions() == 0);
            assertThat(get(again.ended()).kind()).isEqualTo(Kind.OFF);
        }
    }
}
