package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.janus.GatewayLab.OFFER;
import static org.portalvoip.janus.GatewayLab.await;
import static org.portalvoip.janus.GatewayLab.get;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalvoip.janus.GatewayLab.Way;
import org.portalvoip.janus.GatewayStatus.State;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.sip.Extension;

/**
 * A connection that breaks ends no call, if Janus keeps sessions for a while. Longer than 200 lines, because each case
 * needs the same fake Janus behind the same relay.
 */
@Execution(ExecutionMode.CONCURRENT)
class InterruptionTest {

    private final Heard heard = new Heard();

    private static GatewayLab patient(Way way) {
        GatewayLab lab = new GatewayLab(way);
        lab.janus.patient(60);
        return lab.up();
    }

    private void hear(String what) {
        await(() -> heard.news().contains(what));
    }

    private Line ringing(GatewayLab lab) {
        Line line = lab.line(heard);
        get(line.call(new Extension("0180"), OFFER, Map.of()));
        hear("Ringing");
        return line;
    }

    private static void breakAndRepair(GatewayLab lab, Runnable meanwhile) {
        lab.janus.unreachable();
        await(() -> lab.gateway.status().state() == State.CONNECTING);
        meanwhile.run();
        lab.janus.restart();
        lab.await(State.UP);
    }

    @Test
    void allSessionsAreClaimedAndTheCallsGoOn() {
        try (GatewayLab lab = patient(Way.WEB_SOCKET)) {
            List<Heard> all = Stream.generate(Heard::new).limit(20).toList();
            List<Line> lines = all.stream().map(lab::established).toList();
            lab.janus.cut();
            await(() -> lab.janus.requests("claim").size() == 21);
            lines.forEach(line -> get(line.dtmf('5')));

            all.forEach(each -> await(() -> each.news().contains("dtmfsent")));
            assertThat(all).allSatisfy(each -> assertThat(each.lost()).isNotDone());
            lab.callWorks();
            assertThat(lab.gateway.status().lastFailure().kind()).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void janusIsOutOfReachForAWhile(Way way) {
        try (GatewayLab lab = patient(way)) {
            Line line = lab.established(heard);
            breakAndRepair(lab, () -> {});
            // Over HTTP a request may still be sent on a connection that was cut.
            await(() -> get(line.hangup().handle((taken, failure) -> failure == null)));

            hear("HangUp 200");
            assertThat(heard.lost()).isNotDone();
            lab.callWorks();
        }
    }

    @Test
    void aHangUpOfTheFarEndThatNobodyHeardIsTold() {
        try (GatewayLab lab = patient(Way.WEB_SOCKET)) {
            Line line = lab.established(heard);
            breakAndRepair(lab, () -> lab.janus.farEndHangsUp(line.id()));

            hear("HangUp 200");
            assertThat(line.state()).isEqualTo(LineState.IDLE);
            assertThat(heard.lost()).isNotDone();
        }
    }

    @Test
    void aCallThatStillRingsIsToldNothing() {
        try (GatewayLab lab = patient(Way.WEB_SOCKET)) {
            Line line = ringing(lab);
            breakAndRepair(lab, () -> {});
            await(() -> lab.janus.requests("info").size() == 2);
            lab.janus.farEndAnswers(line.id());

            hear("Accepted answer");
            assertThat(heard.news()).doesNotContain("Accepted", "HangUp 0");
        }
    }

    @Test
    void anAnswerThatNobodyHeardIsToldAndTheMediaCanBeRestarted() {
        try (GatewayLab lab = patient(Way.WEB_SOCKET)) {
            Line line = ringing(lab);
            breakAndRepair(lab, () -> lab.janus.farEndAnswers(line.id()));
            hear("Accepted");
            get(line.restart(OFFER));

            hear("Restarted answer");
        }
    }

    @Test
    void aCallThatEndedBeforeItWasAnsweredIsOver() {
        try (GatewayLab lab = patient(Way.WEB_SOCKET)) {
            Line line = ringing(lab);
            breakAndRepair(lab, () -> lab.janus.farEndHangsUp(line.id()));

            hear("HangUp 0");
        }
    }

    @Test
    void whatIsAskedMeanwhileWaits() {
        try (GatewayLab lab = patient(Way.WEB_SOCKET)) {
            Line line = lab.established(heard);
            lab.janus.unreachable();
            await(() -> lab.gateway.status().state() == State.CONNECTING);
            CompletionStage<Void> digit = line.dtmf('7');
            CompletionStage<Line> another = lab.gateway.openLine(new Heard());
            lab.janus.restart();

            get(digit);
            hear("dtmfsent");
            get(get(another).close());
        }
    }

    @Test
    void whatWaitsTooLongFailsAndIsNotSentLater() {
        try (GatewayLab lab = patient(Way.WEB_SOCKET)) {
            Line line = lab.established(heard);
            breakAndRepair(
                    lab,
                    () -> assertThat(GatewayLab.failure(line.dtmf('7')).kind()).isEqualTo(Kind.NO_ANSWER));
            get(line.dtmf('8'));

            hear("dtmfsent");
            assertThat(lab.janus.requests("dtmf_info")).hasSize(1);
        }
    }

    @Test
    void aLineThatWasGivenBackMeanwhileIsDestroyedAfterwards() {
        try (GatewayLab lab = patient(Way.WEB_SOCKET)) {
            Line line = lab.established(heard);
            breakAndRepair(lab, () -> get(line.close().handle((done, failure) -> null)));

            await(() -> lab.janus.sessions() == 1);
            assertThat(lab.gateway.status().lines()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aJanusThatHasForgottenEverythingIsToldOnceToEveryCall(Way way) {
        try (GatewayLab lab = patient(way)) {
            List<Heard> all = Stream.generate(Heard::new).limit(5).toList();
            all.forEach(lab::established);
            lab.janus.kill();
            await(() -> lab.gateway.status().state() == State.CONNECTING);
            assertThat(all).allSatisfy(each -> assertThat(each.lost()).isNotDone());
            lab.janus.restart();

            all.forEach(each -> assertThat(get(each.lost()).kind()).isEqualTo(Kind.ENDED_BY_JANUS));
            lab.await(State.UP);
            lab.callWorks();
            all.forEach(each -> assertThat(each.news())
                    .filteredOn(word -> word.startsWith("lost"))
                    .hasSize(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aJanusThatStaysAwayIsGivenUpWhenItsPatienceIsOver(Way way) {
        try (GatewayLab lab = new GatewayLab(way)) {
            lab.janus.patient(2);
            lab.up();
            lab.established(heard);
            lab.janus.unreachable();

            assertThat(get(heard.lost()).kind()).isEqualTo(Kind.UNREACHABLE);
            lab.await(State.DOWN);
            lab.janus.restart();
            lab.await(State.UP);
            lab.callWorks();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSilentJanusThatSpeaksAgainHasLostNoCall(Way way) {
        try (GatewayLab lab = patient(way)) {
            Line line = lab.established(heard);
            lab.janus.silent(true);
            GatewayLab.failure(line.dtmf('7'));
            await(() -> lab.gateway.status().state() == State.CONNECTING);
            lab.janus.silent(false);
            lab.await(State.UP);
            await(() -> get(line.dtmf('8').handle((taken, failure) -> failure == null)));

            hear("dtmfsent");
            assertThat(heard.lost()).isNotDone();
        }
    }
}
