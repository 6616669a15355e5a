package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.JanusPlace;
import org.portalvoip.janus.LineState;
import org.portalvoip.sip.Extension;
import org.portalvoip.web.ClientNetwork;

/** A call of another node goes on as Janus knows it, whatever was written down and whatever its browser says. */
class TakenOverCallTest {
    private static final CallTimes TIMES = new CallTimes(
            Duration.ofSeconds(3),
            Duration.ofSeconds(45),
            Duration.ofHours(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(45));
    private static final Duration NOW = Duration.ofMillis(20);

    private static CallRecord record(CallState written) {
        JanusPlace place = new JanusPlace(JanusAddress.parse("ws://127.0.0.1:8188"), 1, 2);
        return new CallRecord(
                "call",
                new ResumeHashes("last", null),
                new Caller("browser", ClientNetwork.of("192.0.2.1")),
                written,
                Duration.ofSeconds(20),
                written == CallState.ESTABLISHED ? Duration.ofSeconds(10) : null,
                "call-id",
                place,
                place,
                List.of(),
                "");
    }

    private static Step takenOver(CallRecord found, LineState atJanus) {
        Step begun = Call.takenOver(new Extension("0800"), TIMES, found);
        assertThat(begun.effects()).singleElement().isInstanceOf(CallEffect.OpenLine.class);
        return begun.call().on(new CallEvent.LineOpened(atJanus), NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "RINGING,     RINGING,     RINGING,     ",
        "ESTABLISHED, ESTABLISHED, ESTABLISHED, ",
        "RINGING,     ESTABLISHED, ENDING,      NETWORK_LOST",
        "ESTABLISHED, IDLE,        ENDING,      FAR_END",
        "RINGING,     IDLE,        ENDING,      FAILED"
    })
    void whatJanusSaysCountsMoreThanWhatWasWritten(
            CallState written, LineState atJanus, CallState then, EndReason reason) {
        Call call = takenOver(record(written), atJanus).call();

        assertThat(call.state()).isEqualTo(then);
        assertThat(call.summary().reason()).isEqualTo(reason);
    }

    @Test
    void anAnswerThatOnlyTheBrowserHasHeardCounts() {
        Call call = takenOver(record(CallState.RINGING).answered(), LineState.ESTABLISHED)
                .call();

        assertThat(call.state()).isEqualTo(CallState.ESTABLISHED);
        assertThat(call.answered()).isNotNull();
    }

    @Test
    void anAnswerThatOnlyTheBrowserClaimsMakesNoRingingLastForAnHour() {
        Step step = takenOver(record(CallState.RINGING).answered(), LineState.RINGING);

        assertThat(step.call().state()).isEqualTo(CallState.ENDING);
        assertThat(step.effects()).anyMatch(CallEffect.HangUp.class::isInstance);
    }

    @Test
    void anAnswerThatWasWrittenDownKeepsItsTime() {
        CallRecord known = record(CallState.ESTABLISHED);

        assertThat(known.answered()).isSameAs(known);
    }

    /** Opened 20 s before, answered 10 s before. */
    @Test
    void theListOfCallsTellsOfTheWholeCall() {
        CallQuality quality = new CallQuality(1, 20, CallQuality.Route.RELAY, "PCMA");
        Call talk =
                takenOver(record(CallState.ESTABLISHED), LineState.ESTABLISHED).call();
        Call ended = talk.on(new CallEvent.Said(new BrowserMessage.HangUp(EndReason.HANG_UP, quality)), NOW)
                .call();

        CallOver over = CallOver.of("call", Duration.ofSeconds(21), ended, "192.0.2.x", "node\n2");

        assertThat(ended.wasPlaced()).isTrue();
        assertThat(over.waited()).isEqualTo(Duration.ofSeconds(10));
        assertThat(over.spoken()).isEqualTo(Duration.ofSeconds(10).plus(NOW));
        assertThat(over.quality()).isEqualTo(quality);
        assertThat(over.sipCallId()).isEqualTo("call-id");
        assertThat(over.node()).isEqualTo("node 2");
    }

    @Test
    void aCallThatNobodyAnsweredWaitedUntilItsEnd() {
        Call ringing = takenOver(record(CallState.RINGING), LineState.RINGING).call();
        Call ended =
                ringing.on(new CallEvent.Said(new BrowserMessage.HangUp()), NOW).call();

        CallOver over = CallOver.of("call", Duration.ofSeconds(21), ended, "192.0.2.x", "node");

        assertThat(over.waited()).isEqualTo(Duration.ofSeconds(20).plus(NOW));
        assertThat(over.spoken()).isNull();
    }
}
