package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.janus.GatewayLab.OFFER;
import static org.portalvoip.janus.GatewayLab.await;
import static org.portalvoip.janus.GatewayLab.failure;
import static org.portalvoip.janus.GatewayLab.get;

import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalvoip.janus.GatewayLab.Way;

/** A running call's media are negotiated anew, by us or by the far end. */
@Execution(ExecutionMode.CONCURRENT)
class RestartTest {
    private static final String RE_INVITE = "{\"sip\":\"event\",\"result\":{\"event\":\"updatingcall\"}}";
    private static final String LATE_ANSWER = "{\"sip\":\"event\",\"result\":{\"event\":\"accepted\"}}";
    private static final Jsep ANSWER = new Jsep("answer", "v=0\r\n");

    private final Heard heard = new Heard();

    private void hear(String what) {
        await(() -> heard.news().contains(what));
    }

    private long times(String what) {
        return heard.news().stream().filter(what::equals).count();
    }

    @ParameterizedTest
    @EnumSource
    void theAnswerComesAndTheCallGoesOn(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Line line = lab.established(heard);
            for (int restart = 1; restart <= 3; restart++) {
                int expected = restart;
                get(line.restart(OFFER));
                await(() -> times("Restarted answer") == expected);
            }

            assertThat(times("Accepted answer")).isOne();
            get(line.hangup());
            hear("HangUp 200");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFarEndThatDoesNotAgreeCostsThatAttemptOnly(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Line line = lab.established(heard);
            lab.janus.once("update", Fault.EVENTS_LOST);
            get(line.restart(OFFER));
            assertThat(failure(line.restart(OFFER)).code()).isEqualTo(Renegotiation.REQUEST_PENDING);
            hear("RestartFailed 408");
            lab.janus.tell(line.id(), LATE_ANSWER);
            get(line.dtmf('5'));
            hear("dtmfsent");
            get(line.restart(OFFER));
            hear("Restarted answer");

            assertThat(times("Accepted")).as("an answer that comes too late").isZero();
            assertThat(heard.lost()).isNotDone();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatJanusRefusesFailsAtOnceAndMayBeTriedAgain(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Line line = lab.established(heard);
            lab.janus.once("update", Fault.FORBIDDEN);
            assertThat(failure(line.restart(OFFER)).code()).isEqualTo(403);
            get(line.restart(OFFER));

            hear("Restarted answer");
            assertThat(heard.news()).noneMatch(word -> word.startsWith("RestartFailed"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutACallThePluginRefuses(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Line line = lab.line(heard);
            get(line.restart(OFFER));

            hear("RestartFailed 447");
            assertThat(heard.news()).doesNotContain("PluginError");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReInviteThatCrossesComesFirstAndIsRepliedTo(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Line line = lab.established(heard);
            lab.janus.once("update", Fault.EVENTS_LOST);
            get(line.restart(OFFER));
            lab.janus.tell(line.id(), RE_INVITE);
            hear("Updating");

            assertThat(heard.news()).endsWith("RestartFailed 491", "Updating");
            assertThat(failure(line.restart(OFFER)).code()).isEqualTo(Renegotiation.REQUEST_PENDING);
            get(line.update(ANSWER));
            get(line.restart(OFFER));
            hear("Restarted answer");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFarEndsAnswerToAnOfferInReplyIsNoRestart(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Line line = lab.established(heard);
            lab.janus.tell(line.id(), RE_INVITE);
            hear("Updating");
            get(line.update(OFFER));

            await(() -> times("Accepted answer") == 2);
            assertThat(times("Restarted answer")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatEndsMeanwhileIsOver(Way way) {
        try (GatewayLab lab = new GatewayLab(way).up()) {
            Line line = lab.established(heard);
            lab.janus.once("update", Fault.EVENTS_LOST);
            get(line.restart(OFFER));
            get(line.hangup());
            hear("media closed");
            get(line.call(GatewayLab.EXTENSION, OFFER, Map.of()));
            await(() -> times("Accepted answer") == 2);

            get(line.restart(OFFER));
            hear("Restarted answer");
            assertThat(heard.news()).noneMatch(word -> word.startsWith("RestartFailed"));
        }
    }
}
