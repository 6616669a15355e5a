package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.portalvoip.janus.GatewayLab.ACCOUNT;
import static org.portalvoip.janus.GatewayLab.LIMITS;
import static org.portalvoip.janus.GatewayLab.OFFER;
import static org.portalvoip.janus.GatewayLab.await;
import static org.portalvoip.janus.GatewayLab.failure;
import static org.portalvoip.janus.GatewayLab.get;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalvoip.janus.GatewayLab.Way;
import org.portalvoip.janus.GatewayStatus.State;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.TransferRule;

/**
 * Lines of the gateway and the calls on them. Longer than 200 lines, because each case needs the same fake Janus.
 */
class LinesTest {
    private static final GatewaySettings.Limits ONE_AT_A_TIME = new GatewaySettings.Limits(
            LIMITS.connect(),
            LIMITS.answer(),
            LIMITS.register(),
            LIMITS.keepalive(),
            LIMITS.lookup(),
            1,
            LIMITS.messageLength());

    @ParameterizedTest
    @EnumSource
    void aCallGoesThroughItsStates(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Heard heard = new Heard();
            Line line = lab.line(heard);
            get(line.call(GatewayLab.EXTENSION, OFFER, Map.of()));
            await(() -> heard.news().contains("Accepted answer"));
            get(line.trickle(new IceCandidate("candidate:1 1 udp 1 127.0.0.1 9 typ host", "0", 0)));
            get(line.dtmf('5'));
            get(line.hangup());
            await(() -> heard.news().contains("media closed"));
            get(line.close());

            assertThat(heard.news())
                    .containsExactly(
                            "Calling",
                            "Ringing",
                            "candidates completed",
                            "Accepted answer",
                            "dtmfsent",
                            "hangingup",
                            "HangUp 200",
                            "media closed");
            assertThat(line.callId()).isEqualTo("call-" + line.id());
            assertThat(line.session().id()).isPositive();
            assertThat(lab.janus.requests("call").get(0).getJsonObject("body").getString("uri"))
                    .isEqualTo("sip:0800@127.0.0.1:5061");
            assertThat(lab.janus.handles()).isOne();
            assertThat(lab.gateway.status().lines()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerMayComeBeforeTheWordThatItIsCalled(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Heard heard = new Heard();
            Line line = lab.line(heard);
            get(line.call(new Extension("0202"), OFFER, Map.of()));
            await(() -> heard.news().contains("Calling"));

            assertThat(heard.news()).containsExactly("Accepted answer", "Calling");
            assertThat(line.state()).isEqualTo(LineState.ESTABLISHED);
            get(line.close());
        }
    }

    @ParameterizedTest
    @EnumSource
    void howACallerStandsInTheQueueIsToldWheneverItChanges(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Heard heard = new Heard();
            Line line = lab.line(heard);
            get(line.call(new Extension("0182"), OFFER, Map.of()));
            await(() -> heard.news().contains("waits 2"));
            get(line.close());

            assertThat(heard.news())
                    .filteredOn(news -> news.startsWith("waits"))
                    .containsExactly("waits 0", "waits 3", "waits 2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachCallHasItsOwnSessionAndAllShareOneMaster(Way way) {
        try (GatewayLab lab = new GatewayLab(way)) {
            // Fifty lines at once take a busy machine longer than the short limits of the lab.
            lab.gateway.use(new GatewaySettings(
                    lab.settings().servers(), null, null, GatewayLab.ACCOUNT, false, GatewaySettings.Limits.DEFAULT));
            lab.await(State.UP);
            List<Line> lines = Stream.generate(Heard::new).limit(50).map(lab.gateway::openLine).toList().stream()
                    .map(GatewayLab::get)
                    .toList();

            assertThat(lab.gateway.status().state()).isEqualTo(State.UP);
            assertThat(lab.gateway.status().lines()).isEqualTo(50);
            assertThat(lines.stream().map(line -> line.session().id())).doesNotHaveDuplicates();
            assertThat(lab.janus.sessions()).isEqualTo(51);
            assertThat(lab.janus.requests("register").stream()
                            .filter(request -> !request.getJsonObject("body").containsKey("master_id")))
                    .hasSize(1);
            lines.forEach(line -> get(line.close()));
            assertThat(lab.gateway.status().lines()).isZero();
            assertThat(lab.janus.sessions()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLineAskedForWhileConnectingWaits(Way way) {
        try (GatewayLab lab = new GatewayLab(way)) {
            lab.gateway.use(lab.settings());

            lab.callWorks();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLineHasItsOwnStackWhenJanusKnowsNoMaster(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            lab.janus.refuseHelpers();

            lab.callWorks();
            assertThat(lab.janus.requests("register")).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void linesInTheMakingAreLimited(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            lab.janus.once("attach", Fault.SILENCE);
            List<JanusException.Kind> failures =
                    Stream.generate(Heard::new).limit(200).map(lab.gateway::openLine).toList().stream()
                            .map(stage -> get(stage.handle((line, failure) -> failure == null
                                    ? null
                                    : JanusException.from(failure).kind())))
                            .toList();

            assertThat(failures).contains(Kind.TOO_MANY).contains(Kind.NO_ANSWER);
            lab.callWorks();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whileNoMoreLinesCanBeMadeTheGatewaySaysSo(Way way) {
        try (GatewayLab lab = new GatewayLab(way)) {
            lab.gateway.use(new GatewaySettings(List.of(way.to(lab.janus)), null, null, ACCOUNT, false, ONE_AT_A_TIME));
            lab.callWorks();
            assertThat(lab.gateway.isCrowded()).isFalse();
            lab.janus.once("attach", Fault.SILENCE);
            var line = lab.gateway.openLine(new Heard());

            assertThat(lab.gateway.isCrowded()).isTrue();
            get(line.handle((opened, failure) -> failure));
            assertThat(lab.gateway.isCrowded()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void incomingCallsAreDeclined(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Heard heard = new Heard();
            Line line = lab.line(heard);
            lab.janus.tell(line.id(), "{\"sip\":\"event\",\"result\":{\"event\":\"incomingcall\"}}");
            await(() -> lab.janus.requests("decline").size() == 1);

            assertThat(heard.news()).doesNotContain("IncomingCall");
        }
    }

    /** Nobody but the help desk is ever called, whomever its telephone names. */
    @ParameterizedTest
    @EnumSource
    void transfersAreDeclined(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Heard heard = new Heard();
            Line line = lab.line(heard);
            lab.janus.tell(
                    line.id(),
                    "{\"sip\":\"event\",\"result\":{\"event\":\"transfer\",\"refer_id\":7,\"refer_to\":\"sip:1@b\"}}");
            await(() -> lab.janus.requests("decline").size() == 1);

            assertThat(lab.janus.requests("decline")).singleElement().asString().contains("\"refer_id\":7", "603");
            assertThat(lab.janus.requests("call")).isEmpty();
            assertThat(heard.news()).doesNotContain("Transfer");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTransferToWhoMayBeCalledIsTheListenersAlsoIfItWouldReplaceAnotherCall(Way way) {
        try (GatewayLab lab = new GatewayLab(way)) {
            lab.gateway.use(new GatewaySettings(
                    lab.settings().servers(),
                    null,
                    null,
                    GatewayLab.ACCOUNT,
                    false,
                    GatewayLab.LIMITS,
                    QueueHeaders.USUAL,
                    new TransferRule("080[1-9]")));
            lab.await(State.UP);
            Heard heard = new Heard();
            Line line = lab.line(heard);
            get(line.call(GatewayLab.EXTENSION, OFFER, Map.of()));
            await(() -> heard.news().contains("Accepted answer"));
            lab.janus.tell(line.id(), transfer(7, "sip:0801@127.0.0.1:5061", ""));
            await(() -> heard.news().contains("transfer 7 to 0801"));
            lab.janus.tell(line.id(), transfer(8, "sip:0801@127.0.0.1", ",\"replaces\":\"x\""));
            await(() -> heard.news().contains("transfer 8 to 0801"));
            lab.janus.tell(line.id(), transfer(9, "sip:0801@evil.example", ""));
            await(() -> lab.janus.requests("decline").size() == 1);

            assertThat(lab.janus.requests("decline").toString()).contains("\"refer_id\":9");
            assertThat(lab.janus.requests("call")).hasSize(1);
        }
    }

    private static String transfer(long id, String target, String more) {
        return "{\"sip\":\"event\",\"result\":{\"event\":\"transfer\",\"refer_id\":" + id + ",\"refer_to\":\"" + target
                + "\"" + more + "}}";
    }

    @ParameterizedTest
    @EnumSource
    void aFailingListenerDisturbsNobody(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Line line = get(lab.gateway.openLine(null));
            get(line.call(GatewayLab.EXTENSION, OFFER, Map.of()));

            lab.callWorks();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoDigitIsNotSent(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Line line = lab.line(new Heard());

            assertThatThrownBy(() -> line.dtmf('x')).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
