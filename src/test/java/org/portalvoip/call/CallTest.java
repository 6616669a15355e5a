package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.call.CallState.CALLING;
import static org.portalvoip.call.CallState.ENDED;
import static org.portalvoip.call.CallState.ENDING;
import static org.portalvoip.call.CallState.ESTABLISHED;
import static org.portalvoip.call.CallState.NEW;
import static org.portalvoip.call.CallState.RINGING;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.janus.IceCandidate;
import org.portalvoip.janus.JanusException;
import org.portalvoip.janus.Jsep;
import org.portalvoip.janus.LineState;
import org.portalvoip.janus.SipEvent;
import org.portalvoip.janus.Waiting;
import org.portalvoip.sip.Callee;
import org.portalvoip.sip.Extension;
import org.portalvoip.start.Settings;

/**
 * Every event in every state: what becomes of the call, and what is done, in which order. Longer than 200 lines,
 * because every state meets every event here.
 */
class CallTest {
    private static final CallTimes TIMES = new CallTimes(
            Duration.ofSeconds(3),
            Duration.ofSeconds(45),
            Duration.ofSeconds(3600),
            Duration.ofSeconds(1800),
            Duration.ofSeconds(50));
    private static final Duration NOW = Duration.ofSeconds(1);
    private static final JsonObject GREETING =
            BrowserNews.ready(List.of(), "token", TIMES.resume(), Settings.Dtmf.AUTO, Optional.empty());
    private static final Jsep OFFER = Jsep.offer("v=0\r\n");
    private static final Jsep ANSWER = new Jsep("answer", "v=0\r\n");
    private static final IceCandidate CANDIDATE = new IceCandidate("candidate:1", "0", 0);

    private static final Map<String, CallEvent> EVENTS = new LinkedHashMap<>();

    static {
        EVENTS.put("offer", new CallEvent.Said(new BrowserMessage.Offer(OFFER)));
        EVENTS.put("answer", new CallEvent.Said(new BrowserMessage.Answer(ANSWER)));
        EVENTS.put("restart", new CallEvent.Said(new BrowserMessage.Restart(OFFER)));
        EVENTS.put("candidate", new CallEvent.Said(new BrowserMessage.Candidate(CANDIDATE)));
        EVENTS.put("unusable", new CallEvent.Said(new BrowserMessage.Unusable()));
        EVENTS.put("digit", new CallEvent.Said(new BrowserMessage.Dtmf('7')));
        EVENTS.put("hangup", new CallEvent.Said(new BrowserMessage.HangUp()));
        EVENTS.put("probe", new CallEvent.Said(new BrowserMessage.Probe(OFFER)));
        EVENTS.put("probeCandidate", new CallEvent.Said(new BrowserMessage.ProbeCandidate(CANDIDATE)));
        EVENTS.put("reached", new CallEvent.Said(new BrowserMessage.Reached()));
        EVENTS.put("probeOpened", new CallEvent.ProbeOpened());
        EVENTS.put("probeRefused", new CallEvent.ProbeRefused());
        EVENTS.put("probeAnswered", new CallEvent.ProbeAnswered(ANSWER));
        EVENTS.put("probeFound", new CallEvent.ProbeCandidate(CANDIDATE));
        EVENTS.put("messageBegun", new CallEvent.MessageBegun());
        EVENTS.put("frameBegun", new CallEvent.Frame(true));
        EVENTS.put("frameWhole", new CallEvent.Frame(false));
        EVENTS.put("placeTaken", new CallEvent.PlaceTaken());
        EVENTS.put("placeRefused", new CallEvent.PlaceRefused(EndReason.ALL_LINES_BUSY));
        EVENTS.put("giveWay", new CallEvent.GiveWay());
        EVENTS.put("pong", new CallEvent.Pong());
        EVENTS.put("browserClosed", new CallEvent.BrowserClosed());
        EVENTS.put("browserLost", new CallEvent.BrowserLost());
        EVENTS.put("browserSilent", new CallEvent.BrowserSilent());
        EVENTS.put("browserMoved", new CallEvent.BrowserMoved(true));
        EVENTS.put("browserUnknown", new CallEvent.BrowserMoved(false));
        EVENTS.put("browserAsks", new CallEvent.BrowserAsks());
        EVENTS.put("goElsewhere", new CallEvent.GoElsewhere());
        EVENTS.put("comeAgain", new CallEvent.ComeAgain());
        EVENTS.put("takenAway", new CallEvent.TakenAway());
        EVENTS.put("browserBack", new CallEvent.BrowserBack("token", 3));
        EVENTS.put("lineOpened", new CallEvent.LineOpened(LineState.IDLE));
        EVENTS.put("lineRefused", new CallEvent.LineRefused(lost()));
        EVENTS.put("callRefused", new CallEvent.CallRefused(lost()));
        EVENTS.put("lineLost", new CallEvent.LineLost(lost()));
        EVENTS.put("lineReturned", new CallEvent.LineReturned());
        EVENTS.put("calling", new CallEvent.Sip(new SipEvent.Calling("id@host"), null));
        EVENTS.put("ringing", new CallEvent.Sip(new SipEvent.Ringing(), null));
        EVENTS.put("progress", new CallEvent.Sip(new SipEvent.Progress(), ANSWER));
        EVENTS.put("accepted", new CallEvent.Sip(new SipEvent.Accepted(), ANSWER));
        EVENTS.put("restarted", new CallEvent.Sip(new SipEvent.Restarted(), ANSWER));
        EVENTS.put("restartFailed", new CallEvent.Sip(new SipEvent.RestartFailed(491, "pending"), null));
        EVENTS.put("updating", new CallEvent.Sip(new SipEvent.Updating(), OFFER));
        EVENTS.put("wantsOffer", new CallEvent.Sip(new SipEvent.Updating(), null));
        EVENTS.put("sipOther", new CallEvent.Sip(new SipEvent.Other("hangingup"), null));
        EVENTS.put("bye", new CallEvent.Sip(new SipEvent.HangUp(200, "BYE"), null));
        EVENTS.put("busy", new CallEvent.Sip(new SipEvent.HangUp(486, "Busy Here"), null));
        EVENTS.put("unreached", new CallEvent.Unreached(new SipEvent.HangUp(503, "Service Unavailable"), false));
        EVENTS.put("pluginError", new CallEvent.Sip(new SipEvent.PluginError(447, "no"), null));
        EVENTS.put("lineCandidate", new CallEvent.LineCandidate(CANDIDATE));
        EVENTS.put("sound", new CallEvent.Media(true));
        EVENTS.put("silence", new CallEvent.Media(false));
        EVENTS.put("slowLink", new CallEvent.SlowLink());
        EVENTS.put("transfer", new CallEvent.Transfer(new Callee(new Extension("0801")), 7));
        EVENTS.put("dials", new CallEvent.Dials(new Callee(new Extension("0801"))));
        EVENTS.put("queued", new CallEvent.Waits(new Waiting(3, 2)));
        EVENTS.put("mediaClosed", new CallEvent.MediaClosed(false));
        EVENTS.put("browserLeaves", new CallEvent.MediaClosed(true));
        EVENTS.put("toBye", new CallEvent.Sip(new SipEvent.HangUp(200, "to BYE"), null));
        EVENTS.put("shutdown", new CallEvent.End(EndReason.SHUTDOWN));
        EVENTS.put("broken", new CallEvent.Broken());
        EVENTS.put("tick", new CallEvent.Tick());
    }

    /** What each situation is reached by. */
    private static final Map<String, String> SITUATIONS = new LinkedHashMap<>();

    static {
        SITUATIONS.put("NEW", "");
        SITUATIONS.put("NEW with offer", "offer");
        SITUATIONS.put("CALLING without line", "offer placeTaken");
        SITUATIONS.put("CALLING opening", "probe probeCandidate offer placeTaken");
        SITUATIONS.put("CALLING trying", "probe offer placeTaken probeOpened lineOpened");
        SITUATIONS.put("CALLING", "offer placeTaken lineOpened");
        SITUATIONS.put("RINGING", "offer placeTaken lineOpened ringing");
        SITUATIONS.put("ESTABLISHED", "offer placeTaken lineOpened accepted");
        SITUATIONS.put("ESTABLISHED updating", "offer placeTaken lineOpened accepted updating");
        SITUATIONS.put("ENDING without line", "offer placeTaken hangup");
        SITUATIONS.put("ENDING hanging up", "offer placeTaken lineOpened hangup");
        SITUATIONS.put("ENDING returning", "offer placeTaken lineOpened busy");
        SITUATIONS.put("ENDED", "hangup");
    }

    /**
     * A cell is the state and the effects; an event that no row names changes neither state nor anything outside.
     * "END" stands for Report, Tell ended.
     */
    private static final String TABLE = """
            NEW: offer = NEW TakePlace
            NEW: hangup shutdown broken placeRefused giveWay lineRefused lineLost callRefused = ENDED ReleasePlace END
            NEW: bye toBye busy unreached pluginError = ENDED ReleasePlace END
            NEW: browserClosed = ENDED ReleasePlace Report
            NEW: browserSilent browserLost = ENDED ReleasePlace END
            NEW: browserMoved = ENDED ReleasePlace
            NEW: browserUnknown = ENDED Greet ReleasePlace
            NEW: lineCandidate = NEW Tell:candidate
            NEW: restarted = NEW Tell:answer
            NEW: sound silence = NEW Tell:media
            NEW: slowLink = NEW Tell:slowlink
            NEW: queued = NEW Tell:waiting
            NEW: progress accepted = NEW Tell:answer
            NEW with offer: placeTaken = CALLING Tell:calling OpenLine
            NEW with offer: hangup shutdown broken placeRefused lineRefused lineLost = ENDED ReleasePlace END
            NEW with offer: callRefused bye toBye busy unreached pluginError = ENDED ReleasePlace END
            NEW with offer: browserClosed = ENDED ReleasePlace Report
            NEW with offer: browserSilent browserLost = ENDED ReleasePlace END
            NEW with offer: browserMoved = ENDED ReleasePlace
            NEW with offer: browserUnknown = ENDED Greet ReleasePlace
            NEW with offer: lineCandidate = NEW Tell:candidate
            NEW with offer: restarted = NEW Tell:answer
            NEW with offer: sound silence = NEW Tell:media
            NEW with offer: slowLink = NEW Tell:slowlink
            NEW with offer: queued = NEW Tell:waiting
            NEW with offer: progress accepted = NEW Tell:answer
            CALLING without line: lineOpened = CALLING PlaceCall WriteDown
            CALLING without line: hangup shutdown broken placeRefused callRefused bye toBye busy unreached pluginError = ENDING ReleasePlace
            CALLING without line: lineRefused lineLost = ENDED ReleasePlace END
            CALLING without line: lineCandidate = CALLING Tell:candidate
            CALLING without line: restarted = CALLING Tell:answer
            CALLING without line: sound silence = CALLING Tell:media
            CALLING without line: slowLink = CALLING Tell:slowlink
            CALLING without line: queued = CALLING Tell:waiting
            CALLING without line: ringing = RINGING Tell:ringing
            CALLING without line: progress = RINGING Tell:answer Tell:ringing
            CALLING without line: accepted = ESTABLISHED Tell:answer Tell:established
            CALLING opening: probeOpened = CALLING TrickleProbe
            CALLING opening: probeAnswered = CALLING Tell:probe
            CALLING opening: probeFound = CALLING Tell:candidate
            CALLING opening: hangup shutdown broken placeRefused callRefused bye toBye busy unreached pluginError = ENDING ReleasePlace
            CALLING opening: lineRefused lineLost = ENDED ReleasePlace END
            CALLING opening: lineCandidate = CALLING Tell:candidate
            CALLING opening: restarted = CALLING Tell:answer
            CALLING opening: sound silence = CALLING Tell:media
            CALLING opening: slowLink = CALLING Tell:slowlink
            CALLING opening: queued = CALLING Tell:waiting
            CALLING opening: ringing = RINGING Tell:ringing
            CALLING opening: progress = RINGING Tell:answer Tell:ringing
            CALLING opening: accepted = ESTABLISHED Tell:answer Tell:established
            CALLING opening: browserBack = CALLING WelcomeBack
            CALLING opening: browserSilent browserLost = CALLING CutBrowser
            CALLING opening: browserUnknown = CALLING Greet
            CALLING trying: reached = CALLING CloseProbe PlaceCall WriteDown
            CALLING trying: probeRefused = CALLING PlaceCall WriteDown
            CALLING trying: probeCandidate = CALLING TrickleProbe
            CALLING trying: probeAnswered = CALLING Tell:probe
            CALLING trying: probeFound = CALLING Tell:candidate
            CALLING trying: hangup shutdown broken placeRefused callRefused bye toBye busy unreached pluginError = ENDING ReleasePlace CloseProbe GiveBack
            CALLING trying: lineRefused lineLost = ENDED ReleasePlace CloseProbe END
            CALLING trying: lineCandidate = CALLING Tell:candidate
            CALLING trying: restarted = CALLING Tell:answer
            CALLING trying: sound silence = CALLING Tell:media
            CALLING trying: slowLink = CALLING Tell:slowlink
            CALLING trying: queued = CALLING Tell:waiting
            CALLING trying: ringing = RINGING Tell:ringing
            CALLING trying: progress = RINGING Tell:answer Tell:ringing
            CALLING trying: accepted = ESTABLISHED Tell:answer Tell:established
            CALLING trying: browserBack = CALLING WelcomeBack
            CALLING trying: browserSilent browserLost = CALLING CutBrowser
            CALLING trying: browserUnknown = CALLING Greet
            CALLING: candidate = CALLING Trickle
            CALLING: hangup shutdown broken placeRefused callRefused pluginError = ENDING ReleasePlace HangUp
            CALLING: lineRefused lineLost = ENDED ReleasePlace END
            CALLING: bye toBye busy = ENDING ReleasePlace GiveBack
            CALLING: unreached = CALLING ChangeLine
            CALLING: ringing = RINGING Tell:ringing WriteDown
            CALLING: progress = RINGING Tell:answer Tell:ringing WriteDown
            CALLING: accepted = ESTABLISHED Tell:answer Tell:established WriteDown
            CALLING: lineCandidate = CALLING Tell:candidate
            CALLING: restarted = CALLING Tell:answer
            CALLING: sound silence = CALLING Tell:media
            CALLING: slowLink = CALLING Tell:slowlink
            CALLING: transfer = CALLING DeclineTransfer
            CALLING: queued = CALLING Tell:waiting
            RINGING: candidate = RINGING Trickle
            RINGING: hangup shutdown broken placeRefused callRefused pluginError = ENDING ReleasePlace HangUp
            RINGING: lineRefused lineLost = ENDED ReleasePlace END
            RINGING: bye toBye busy unreached = ENDING ReleasePlace GiveBack
            RINGING: progress = RINGING Tell:answer
            RINGING: accepted = ESTABLISHED Tell:answer Tell:established WriteDown
            RINGING: lineCandidate = RINGING Tell:candidate
            RINGING: restarted = RINGING Tell:answer
            RINGING: sound silence = RINGING Tell:media
            RINGING: slowLink = RINGING Tell:slowlink
            RINGING: transfer = RINGING DeclineTransfer
            RINGING: queued = RINGING Tell:waiting
            ESTABLISHED: candidate = ESTABLISHED Trickle
            ESTABLISHED: digit = ESTABLISHED SendDigit
            ESTABLISHED: restart = ESTABLISHED Restart
            ESTABLISHED updating: restart = ESTABLISHED Restart
            ESTABLISHED: hangup shutdown broken placeRefused callRefused pluginError = ENDING ReleasePlace HangUp
            ESTABLISHED: lineRefused lineLost = ENDED ReleasePlace END
            ESTABLISHED: bye toBye busy unreached = ENDING ReleasePlace GiveBack
            ESTABLISHED: progress accepted = ESTABLISHED Tell:answer
            ESTABLISHED: lineCandidate = ESTABLISHED Tell:candidate
            ESTABLISHED: restarted = ESTABLISHED Tell:answer
            ESTABLISHED: sound = ESTABLISHED Tell:media
            ESTABLISHED: silence = ESTABLISHED Tell:media Ping
            ESTABLISHED: slowLink = ESTABLISHED Tell:slowlink
            ESTABLISHED: transfer = ENDING HandOver ReleasePlace HangUp
            ESTABLISHED: updating wantsOffer = ESTABLISHED Tell:update
            ESTABLISHED updating: answer = ESTABLISHED Reply
            ESTABLISHED updating: candidate = ESTABLISHED Trickle
            ESTABLISHED updating: digit = ESTABLISHED SendDigit
            ESTABLISHED updating: hangup shutdown broken placeRefused callRefused pluginError = ENDING ReleasePlace HangUp
            ESTABLISHED updating: lineRefused lineLost = ENDED ReleasePlace END
            ESTABLISHED updating: bye toBye busy unreached = ENDING ReleasePlace GiveBack
            ESTABLISHED updating: progress accepted = ESTABLISHED Tell:answer
            ESTABLISHED updating: lineCandidate = ESTABLISHED Tell:candidate
            ESTABLISHED updating: restarted = ESTABLISHED Tell:answer
            ESTABLISHED updating: sound = ESTABLISHED Tell:media
            ESTABLISHED updating: silence = ESTABLISHED Tell:media Ping
            ESTABLISHED updating: slowLink = ESTABLISHED Tell:slowlink
            ESTABLISHED updating: transfer = ENDING HandOver ReleasePlace HangUp
            ESTABLISHED updating: updating wantsOffer = ESTABLISHED Tell:update
            ENDING without line: lineOpened = ENDING GiveBack
            ENDING without line: lineRefused lineLost = ENDED END
            ENDING hanging up: bye toBye busy unreached pluginError callRefused = ENDING GiveBack
            ENDING hanging up: lineRefused lineLost = ENDED END
            ENDING returning: lineReturned lineRefused lineLost = ENDED END
            NEW: browserBack = NEW WelcomeBack
            NEW with offer: browserBack = NEW WelcomeBack
            CALLING without line: browserBack = CALLING WelcomeBack
            CALLING without line: browserSilent browserLost = CALLING CutBrowser
            CALLING: browserBack = CALLING WelcomeBack
            CALLING: browserSilent browserLost = CALLING CutBrowser
            RINGING: browserBack = RINGING WelcomeBack
            RINGING: browserSilent browserLost = RINGING CutBrowser
            ESTABLISHED: browserBack = ESTABLISHED WelcomeBack
            ESTABLISHED: goElsewhere browserSilent browserLost = ESTABLISHED CutBrowser
            ESTABLISHED updating: browserBack = ESTABLISHED WelcomeBack
            ESTABLISHED updating: goElsewhere browserSilent browserLost = ESTABLISHED CutBrowser
            ENDING without line: browserLost = ENDING CutBrowser
            ENDING hanging up: browserLost = ENDING CutBrowser
            ENDING returning: browserLost = ENDING CutBrowser
            ENDED: browserLost = ENDED CutBrowser
            ENDING without line: browserBack = ENDING WelcomeBack
            ENDING hanging up: browserBack = ENDING WelcomeBack
            ENDING returning: browserBack = ENDING WelcomeBack
            CALLING without line: browserUnknown = CALLING Greet
            CALLING: browserUnknown = CALLING Greet
            RINGING: browserUnknown = RINGING Greet
            ESTABLISHED: browserUnknown = ESTABLISHED Greet
            ESTABLISHED updating: browserUnknown = ESTABLISHED Greet
            ENDING without line: browserUnknown = ENDING Greet
            ENDING hanging up: browserUnknown = ENDING Greet
            ENDING returning: browserUnknown = ENDING Greet
            ENDED: browserUnknown = ENDED Greet
            NEW: takenAway comeAgain = ENDED ReleasePlace CutBrowser
            CALLING opening: takenAway = ENDED ReleasePlace CutBrowser
            CALLING trying: takenAway = ENDED CloseProbe ReleasePlace CutBrowser
            NEW with offer: takenAway comeAgain = ENDED ReleasePlace CutBrowser
            CALLING without line: takenAway = ENDED ReleasePlace CutBrowser
            CALLING: takenAway = ENDED LeaveLine ReleasePlace CutBrowser
            RINGING: takenAway = ENDED LeaveLine ReleasePlace CutBrowser
            ESTABLISHED: takenAway = ENDED LeaveLine ReleasePlace CutBrowser
            ESTABLISHED updating: takenAway = ENDED LeaveLine ReleasePlace CutBrowser
            ENDED: browserBack = ENDED WelcomeBack
            """;

    private static JanusException lost() {
        return JanusException.from(new IOException("gone"));
    }

    static Stream<Arguments> cells() {
        List<String> table = TABLE.lines().toList();
        return SITUATIONS.keySet().stream().flatMap(situation -> EVENTS.keySet().stream()
                .map(event -> Arguments.of(situation, event, cell(table, situation, event))));
    }

    private static String cell(Iterable<String> lines, String situation, String event) {
        String found = situation.split(" ", -1)[0];
        for (String line : lines) {
            String[] parts = line.split(": | = ", -1);
            if (parts[0].equals(situation) && List.of(parts[1].split(" ", -1)).contains(event)) {
                found = parts[2].replace("END ", "Report Tell:ended ");
            }
        }
        return found.replaceAll("\\bEND$", "Report Tell:ended");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @MethodSource("cells")
    void everyEventInEveryStateDoesWhatTheTableSays(String situation, String event, String expected) {
        Step step = reach(SITUATIONS.get(situation)).on(EVENTS.get(event), NOW);

        assertThat(step.call().state() + effects(step)).isEqualTo(expected);
    }

    /** What Janus said of the media connection that it closed with the first line concerns nobody any more. */
    @Test
    void anotherLineGetsTheSameOfferAndCandidatesAndAllTheTimeToRing() {
        Call calling = reach("offer candidate placeTaken lineOpened candidate mediaClosed unreached mediaClosed");
        Step again = calling.on(EVENTS.get("lineOpened"), NOW);

        assertThat(effects(again)).isEqualTo(" PlaceCall Trickle Trickle WriteDown");
        assertThat(again.effects().get(0))
                .isEqualTo(new CallEffect.PlaceCall(new Callee(new Extension("0800")), OFFER, false));
        assertThat(calling.deadline()).isEqualTo(NOW.plus(TIMES.ring()));
        assertThat(calling.atDeadline()).isEqualTo(EndReason.RING_TIMEOUT);
    }

    @Test
    void whoHasWaitedForLongIsToldInsteadOfCallingAnew() {
        Step late = reach("offer placeTaken lineOpened").on(EVENTS.get("unreached"), TIMES.ring());

        assertThat(late.call().summary().reason()).isEqualTo(EndReason.SERVICE_UNAVAILABLE);
    }

    private static Call reach(String events) {
        Call call = Call.opened(new Extension("0800"), TIMES, GREETING).call();
        for (String event : events.isEmpty() ? new String[0] : events.split(" ", -1)) {
            call = call.on(EVENTS.get(event), NOW).call();
        }
        return call;
    }

    private static String effects(Step step) {
        return step.effects().stream().map(effect -> " " + name(effect)).collect(Collectors.joining());
    }

    private static String name(CallEffect effect) {
        if (effect instanceof CallEffect.Tell tell) {
            String type = tell.message().getString("type");
            return "Tell:" + (type.equals("state") ? tell.message().getString("state") : type);
        }
        return effect.getClass().getSimpleName();
    }

    @Test
    void onlyBeforeItsOfferACallCanBeLedToAnotherExtension() {
        Step transferred = reach("dials offer placeTaken").on(EVENTS.get("lineOpened"), NOW);
        Step late = reach("offer dials placeTaken dials").on(EVENTS.get("lineOpened"), NOW);

        assertThat(transferred.effects())
                .contains(new CallEffect.PlaceCall(new Callee(new Extension("0801")), OFFER, false));
        assertThat(late.effects()).contains(new CallEffect.PlaceCall(new Callee(new Extension("0800")), OFFER, false));
    }

    @Test
    void whoIsAwayStaysWithTheTelephoneThatTransfers() {
        Step step = reach("offer placeTaken lineOpened accepted browserLost").on(EVENTS.get("transfer"), NOW);

        assertThat(effects(step)).isEqualTo(" DeclineTransfer");
        assertThat(step.call().state()).isEqualTo(CallState.ESTABLISHED);
    }

    @Test
    void theTableReachesEveryState() {
        assertThat(SITUATIONS.keySet().stream()
                        .map(situation -> CallState.valueOf(situation.split(" ", -1)[0])))
                .contains(CallState.values());
    }

    @ParameterizedTest
    @EnumSource(
            value = EndReason.class,
            names = {"HANG_UP", "NETWORK_LOST", "SHUTDOWN"})
    void whoeverEndsFirstGivesTheReason(EndReason first) {
        Call call = reach("offer placeTaken lineOpened accepted")
                .on(new CallEvent.End(first), NOW)
                .call();

        call = call.on(EVENTS.get("busy"), NOW)
                .call()
                .on(EVENTS.get("lineLost"), NOW)
                .call();

        assertThat(call.state()).isEqualTo(ENDED);
        assertThat(call.summary().reason()).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(
            value = EndReason.class,
            names = {"BROWSER_FAILED", "NO_SOUND", "NETWORK_LOST"})
    void aBrowserThatGivesUpSaysWhyForTheLog(EndReason reason) {
        Step step = reach("offer placeTaken lineOpened")
                .on(new CallEvent.Said(new BrowserMessage.HangUp(reason, null)), NOW);

        assertThat(step.call().summary()).hasToString(reason + ", 0 s spoken");
    }

    @ParameterizedTest
    @CsvSource({"200,FAR_END", "408,DROPPED", "503,DROPPED", "0,DROPPED"})
    void anAnsweredCallThatATimerEndsIsNotToldAsUnanswered(int status, EndReason reason) {
        Step step = reach("offer placeTaken lineOpened accepted")
                .on(new CallEvent.Sip(new SipEvent.HangUp(status, "why"), null), NOW);

        assertThat(step.call().summary().reason()).isEqualTo(reason);
        assertThat(step.call().summary().status()).isEqualTo(status);
    }

    /** The browser's connection closes before its hang-up arrives, and Janus sends the BYE by itself. */
    @ParameterizedTest
    @CsvSource({
        "accepted browserLeaves toBye,HANG_UP",
        "accepted toBye browserLeaves,HANG_UP",
        "accepted mediaClosed toBye,MEDIA_FAILED",
        "accepted browserLeaves hangup toBye,HANG_UP",
        "accepted bye browserLeaves,FAR_END"
    })
    void whoHungUpFirstIsWhoTheLogSays(String events, EndReason reason) {
        assertThat(reach("offer placeTaken lineOpened " + events).summary().reason())
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "'',3,NETWORK_LOST",
        "offer,3,NETWORK_LOST",
        "offer placeTaken,46,RING_TIMEOUT",
        "offer placeTaken lineOpened ringing,46,RING_TIMEOUT",
        "probe offer placeTaken,6,NO_SOUND",
        "probe offer placeTaken probeOpened lineOpened sound,6,NO_SOUND",
        "probe offer placeTaken probeOpened reached,46,RING_TIMEOUT",
        "probe offer placeTaken lineOpened probeRefused,46,RING_TIMEOUT",
        "offer placeTaken lineOpened accepted,1801,NO_SOUND",
        "offer placeTaken lineOpened accepted silence pong,1801,NO_SOUND",
        "offer placeTaken lineOpened accepted sound,3601,MAX_DURATION",
        "offer placeTaken lineOpened progress sound accepted,3601,MAX_DURATION",
        "offer placeTaken lineOpened accepted mediaClosed,2,MEDIA_FAILED",
        "offer placeTaken lineOpened mediaClosed accepted,2,MEDIA_FAILED",
        "offer placeTaken lineOpened accepted browserLeaves,2,HANG_UP",
        "messageBegun offer,3,NETWORK_LOST",
        "offer placeTaken lineOpened browserClosed,9,NETWORK_LOST",
        "offer placeTaken lineOpened accepted browserSilent,51,NETWORK_LOST",
        "offer placeTaken lineOpened accepted browserSilent browserClosed,51,NETWORK_LOST",
        "offer placeTaken lineOpened accepted sound silence browserClosed,9,NETWORK_LOST",
        "offer placeTaken lineOpened accepted sound browserClosed,3601,MAX_DURATION",
        "offer placeTaken lineOpened accepted sound browserSilent,3601,MAX_DURATION",
        "offer placeTaken lineOpened accepted sound browserClosed browserBack,3601,MAX_DURATION"
    })
    void everyPhaseHasItsLimit(String events, int seconds, EndReason reason) {
        Call call = reach(events);

        Call before = call.on(new CallEvent.Tick(), Duration.ofSeconds(seconds).minusNanos(1))
                .call();
        Call after = call.on(new CallEvent.Tick(), Duration.ofSeconds(seconds)).call();

        assertThat(before.state().isLive()).isTrue();
        assertThat(after.summary().reason()).isEqualTo(reason);
    }

    @Test
    void whoIsNeverHeardHasNotSpoken() {
        Call call = reach("offer placeTaken lineOpened accepted");

        assertThat(call.on(new CallEvent.Tick(), Duration.ofSeconds(1801))
                        .call()
                        .summary())
                .hasToString("NO_SOUND, 0 s spoken");
    }

    /** Whatever comes first: the line, the way, or the end. */
    @ParameterizedTest
    @CsvSource({
        "probe candidate offer placeTaken lineOpened probeOpened, reached, CloseProbe PlaceCall Trickle WriteDown",
        "probe offer candidate placeTaken probeOpened reached, lineOpened, PlaceCall Trickle WriteDown",
        "probe offer placeTaken probeRefused, lineOpened, PlaceCall WriteDown",
        "probe reached offer placeTaken, lineOpened, PlaceCall WriteDown",
        "probe offer placeTaken lineOpened reached, probeOpened, CloseProbe",
        "probe offer placeTaken hangup, probeOpened, CloseProbe",
        "offer probe placeTaken, lineOpened, PlaceCall WriteDown",
        "probe hangup, probeOpened, CloseProbe"
    })
    void theDeskIsCalledOnceTheWayIsFoundAndTheTrialEnds(String before, String event, String effects) {
        assertThat(effects(reach(before).on(EVENTS.get(event), NOW))).isEqualTo(" " + effects);
    }

    @Test
    void aBrowserThatFindsNoWayRingsNobody() {
        Step step =
                reach("probe offer placeTaken probeOpened lineOpened").on(new CallEvent.Tick(), Duration.ofSeconds(6));

        assertThat(effects(step)).isEqualTo(" ReleasePlace CloseProbe GiveBack");
        assertThat(step.call().summary()).hasToString("NO_SOUND, 0 s spoken");
    }

    /** Also one that has stopped in the middle of a frame: nothing else can come from it (RFC 6455 section 5.4). */
    @Test
    void aBrowserThatDoesNotAnswerAPingIsCutOffAndItsCallGoesOn() {
        Step asked = reach("offer placeTaken lineOpened accepted").on(new CallEvent.Tick(), Duration.ofSeconds(4));
        assertThat(effects(asked)).isEqualTo(" Ping");

        Call answered =
                asked.call().on(new CallEvent.Pong(), Duration.ofMillis(5_500)).call();
        assertThat(effects(answered.on(new CallEvent.Tick(), Duration.ofMillis(8_499))))
                .isEmpty();
        assertThat(effects(asked.call().on(new CallEvent.Tick(), Duration.ofMillis(5_999))))
                .isEmpty();
        Step silent = asked.call().on(new CallEvent.Tick(), Duration.ofSeconds(6));
        assertThat(effects(silent)).isEqualTo(" CutBrowser");
        assertThat(silent.call().state()).isEqualTo(ESTABLISHED);
    }

    @Test
    void onlyWhoHasSaidNothingForThreeSecondsIsAsked() {
        Call speaking = reach("offer placeTaken lineOpened accepted")
                .on(EVENTS.get("unusable"), Duration.ofSeconds(3))
                .call();

        assertThat(effects(speaking.on(new CallEvent.Tick(), Duration.ofMillis(5_999))))
                .isEmpty();
        assertThat(effects(speaking.on(new CallEvent.Tick(), Duration.ofSeconds(6))))
                .isEqualTo(" Ping");
    }

    @Test
    void aBrowserThatDoesNotFinishItsFrameIsCutOffAndItsCallGoesOn() {
        Call established = reach("offer placeTaken lineOpened accepted");
        Call half =
                established.on(EVENTS.get("frameBegun"), Duration.ofSeconds(3)).call();
        assertThat(effects(half.on(new CallEvent.Tick(), Duration.ofMillis(7_999))))
                .isEqualTo(" Ping");

        Step cut = half.on(new CallEvent.Tick(), Duration.ofSeconds(8));
        assertThat(effects(cut)).isEqualTo(" CutBrowser");
        assertThat(cut.call().state()).isEqualTo(ESTABLISHED);

        Call whole = half.on(EVENTS.get("frameWhole"), Duration.ofMillis(7_999)).call();
        assertThat(effects(whole.on(new CallEvent.Tick(), Duration.ofMillis(10_998))))
                .isEmpty();
        assertThat(effects(whole.on(new CallEvent.Tick(), Duration.ofMillis(10_999))))
                .isEqualTo(" Ping");
    }

    @Test
    void aBrowserThatIsAwayIsNotPinged() {
        Call away = reach("offer placeTaken lineOpened accepted sound browserClosed");

        assertThat(effects(away.on(new CallEvent.Tick(), Duration.ofSeconds(60))))
                .isEmpty();
        assertThat(effects(away.on(EVENTS.get("silence"), Duration.ofSeconds(60))))
                .isEqualTo(" Tell:media");
    }

    @Test
    void aSilentBrowserHasTwoSecondsToAnswerHoweverOftenItIsDoubted() {
        Call call = reach("offer placeTaken lineOpened accepted silence");
        call = call.on(EVENTS.get("silence"), Duration.ofSeconds(2)).call();

        assertThat(effects(call.on(new CallEvent.Tick(), Duration.ofSeconds(3))))
                .isEqualTo(" CutBrowser");
    }

    @Test
    void aMessageThatGoesOnForEverInPiecesIsNoSignOfLife() {
        Call call = reach("offer placeTaken lineOpened accepted messageBegun");
        for (int second = 2; second < 6; second++) {
            call = call.on(EVENTS.get("messageBegun"), Duration.ofSeconds(second))
                    .call();
        }

        assertThat(effects(call.on(new CallEvent.Tick(), Duration.ofSeconds(6))))
                .isEqualTo(" CutBrowser");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"browserClosed", "browserSilent", "sound browserClosed browserBack browserClosed browserSilent"})
    void aBrowserThatComesBackInTimeFindsItsCall(String absence) {
        Call away = reach("offer placeTaken lineOpened accepted " + absence);
        Step back = away.on(EVENTS.get("browserBack"), Duration.ofSeconds(8));

        assertThat(back.effects()).containsExactly(new CallEffect.WelcomeBack("token", 3));
        assertThat(back.call()
                        .on(new CallEvent.Tick(), Duration.ofSeconds(22))
                        .call()
                        .state())
                .isEqualTo(ESTABLISHED);
        assertThat(effects(back.call().on(new CallEvent.Tick(), Duration.ofSeconds(23))))
                .isEqualTo(" Ping");
    }

    /** The end itself may be what cannot be sent. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "browserClosed bye lineReturned",
                "browserClosed bye lineReturned browserLost",
                "bye lineReturned browserLost",
                "bye lineReturned browserLost browserLost",
                "bye lineReturned browserLost browserClosed",
                "browserSilent bye lineReturned browserClosed"
            })
    void aBrowserThatComesBackLaterStillLearnsOfTheEndButNotForEver(String events) {
        Call ended = reach("offer placeTaken lineOpened accepted sound " + events);
        assertThat(ended.state()).isEqualTo(ENDED);
        assertThat(ended.isSettled()).isFalse();

        Step back = ended.on(EVENTS.get("browserBack"), Duration.ofSeconds(50));
        assertThat(back.effects()).containsExactly(new CallEffect.WelcomeBack("token", 3));
        assertThat(effects(back.call().on(new CallEvent.Tick(), Duration.ofSeconds(52))))
                .isEqualTo(" CutBrowser");

        Step settled = ended.on(new CallEvent.Tick(), Duration.ofSeconds(51));
        assertThat(settled.call().isSettled()).isTrue();
        assertThat(effects(settled)).isEmpty();
        assertThat(effects(settled.call().on(EVENTS.get("browserBack"), Duration.ofSeconds(51))))
                .isEqualTo(" CutBrowser");
    }

    @Test
    void nobodyWaitsForABrowserThatHungUp() {
        Call ended = reach("offer placeTaken lineOpened accepted hangup browserClosed bye lineReturned");

        assertThat(ended.isSettled()).isTrue();
    }

    @Test
    void aMessageThatBecameCompleteNeedsNoMoreHaste() {
        Call call = reach("offer placeTaken lineOpened accepted messageBegun candidate");

        assertThat(call.on(new CallEvent.Tick(), Duration.ofSeconds(14)).call().state())
                .isEqualTo(ESTABLISHED);
    }

    @Test
    void aCallBeginsWithRoomToWaitInAndNoPlace() {
        Step first = Call.opened(new Extension("0800"), TIMES, GREETING);

        assertThat(effects(first)).isEqualTo(" AwaitOffer Greet");
    }

    @ParameterizedTest
    @EnumSource(
            value = EndReason.class,
            names = {"ALL_LINES_BUSY", "TOO_MANY", "TOO_MANY_HERE", "TOO_FAST", "RUSH"})
    void whoGetsNoPlaceIsToldWhy(EndReason reason) {
        Step refused = reach("offer").on(new CallEvent.PlaceRefused(reason), NOW);

        assertThat(refused.call().summary().reason()).isEqualTo(reason);
        assertThat(refused.effects())
                .contains(new CallEffect.Tell(BrowserNews.ended(reason)))
                .doesNotContain(new CallEffect.OpenLine());
    }

    @Test
    void theFarEndGetsTheBrowsersReplyOnceAndOnlyTheOneItWaitsFor() {
        Call asked = reach("offer placeTaken lineOpened accepted wantsOffer");

        assertThat(effects(asked.on(EVENTS.get("answer"), NOW))).isEmpty();
        Step replied = asked.on(EVENTS.get("offer"), NOW);
        assertThat(replied.effects()).containsExactly(new CallEffect.Reply(OFFER));
        assertThat(effects(replied.call().on(EVENTS.get("offer"), NOW))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"sendrecv,sendrecv", "sendonly,recvonly", "recvonly,sendonly", "inactive,inactive", "'',sendrecv"})
    void aBrowserThatDoesNotReplyIsRepliedForWithWhatItSaidLast(String theirs, String ours) {
        Jsep first = Jsep.offer("v=0\r\na=setup:actpass\r\na=sendrecv\r\n");
        Jsep change = Jsep.offer("v=0\r\n" + (theirs.isEmpty() ? "" : "a=" + theirs + "\r\n"));
        Call call = Call.opened(new Extension("0800"), TIMES, GREETING).call();
        for (CallEvent event : List.of(
                new CallEvent.Said(new BrowserMessage.Offer(first)),
                EVENTS.get("placeTaken"),
                EVENTS.get("lineOpened"),
                EVENTS.get("accepted"),
                new CallEvent.Sip(new SipEvent.Updating(), change))) {
            call = call.on(event, NOW).call();
        }

        assertThat(effects(call.on(new CallEvent.Tick(), Duration.ofSeconds(3).minusNanos(1))))
                .isEmpty();
        Step replied = call.on(new CallEvent.Tick(), Duration.ofSeconds(3));
        assertThat(replied.effects())
                .containsExactly(
                        new CallEffect.Reply(new Jsep("answer", "v=0\r\na=setup:passive\r\na=" + ours + "\r\n")));
        assertThat(effects(replied.call().on(EVENTS.get("answer"), Duration.ofSeconds(4))))
                .isEmpty();
    }

    @Test
    void aReplyThatComesTooLateEndsNothing() {
        CallEvent refused = new CallEvent.Sip(new SipEvent.PluginError(448, "SDP type answer is incompatible"), null);

        assertThat(reach("offer placeTaken lineOpened accepted")
                        .on(refused, NOW)
                        .call()
                        .state())
                .isEqualTo(ESTABLISHED);
        assertThat(reach("offer placeTaken lineOpened").on(refused, NOW).call().state())
                .isEqualTo(ENDING);
    }

    @Test
    void aBrowserThatMakesNoOfferWhenAskedIsRepliedForWithItsLastOne() {
        Call asked = reach("offer placeTaken lineOpened accepted wantsOffer");

        assertThat(asked.on(new CallEvent.Tick(), Duration.ofSeconds(6)).effects())
                .containsExactly(new CallEffect.Reply(OFFER));
    }

    @Test
    void aSilentSipServerDelaysTheFarewellBySecondsOnly() {
        Call call = reach("offer placeTaken lineOpened hangup");

        Step returning = call.on(new CallEvent.Tick(), NOW.plus(Call.FAREWELL));
        Step ended = returning.call().on(new CallEvent.Tick(), NOW.plus(Call.FAREWELL.multipliedBy(2)));
        Step settled = ended.call().on(new CallEvent.Tick(), NOW.plus(Call.FAREWELL.multipliedBy(3)));

        assertThat(effects(returning)).isEqualTo(" GiveBack");
        assertThat(effects(ended)).isEqualTo(" Report Tell:ended");
        assertThat(effects(settled)).isEqualTo(" CutBrowser");
        assertThat(settled.call().isSettled()).isTrue();
    }

    @Test
    void aLineThatComesAfterTheEndIsGivenBack() {
        Call call = reach("offer placeTaken hangup")
                .on(new CallEvent.Tick(), NOW.plus(Call.FAREWELL))
                .call();
        assertThat(call.state()).isEqualTo(ENDED);

        assertThat(effects(call.on(new CallEvent.LineOpened(LineState.IDLE), NOW)))
                .isEqualTo(" GiveBack");
    }

    @Test
    void whereEncryptedSoundIsRefusedTheNextLineCallsWithout() {
        CallEvent refused = new CallEvent.Unreached(new SipEvent.HangUp(488, "Not Acceptable Here"), true);
        Step next = reach("offer placeTaken lineOpened").on(refused, NOW);

        assertThat(next.effects()).containsExactly(new CallEffect.ChangeLine());
        assertThat(next.call().on(EVENTS.get("lineOpened"), NOW).effects())
                .contains(new CallEffect.PlaceCall(new Callee(new Extension("0800")), OFFER, true));
    }

    @Test
    void candidatesThatComeBeforeTheLineFollowTheOffer() {
        Step step = reach("candidate offer placeTaken candidate").on(new CallEvent.LineOpened(LineState.IDLE), NOW);

        assertThat(step.effects())
                .containsExactly(
                        new CallEffect.PlaceCall(new Callee(new Extension("0800")), OFFER, false),
                        new CallEffect.Trickle(CANDIDATE),
                        new CallEffect.Trickle(CANDIDATE),
                        new CallEffect.WriteDown());
    }

    @Test
    void aRefusedCallSaysGoodbyeAndHoldsNoPlace() {
        Step step = Call.refused(EndReason.ALL_LINES_BUSY);

        assertThat(effects(step)).isEqualTo(" Tell:ended");
        assertThat(effects(step.call().on(new CallEvent.Tick(), Call.FAREWELL))).isEqualTo(" CutBrowser");
    }

    @Test
    void theLogLineNamesTheCallInTheTelephoneSystemAndCannotBeForged() {
        Call call = reach("offer placeTaken lineOpened calling accepted")
                .on(new CallEvent.Sip(new SipEvent.HangUp(503, "a\r\nb"), null), Duration.ofSeconds(3601))
                .call();

        assertThat(call.summary()).hasToString("DROPPED, 3600 s spoken, 503 a b, Call-ID id@host");
    }

    /** A telephone that refuses at once may be faster than Janus's own word that it calls. */
    @Test
    void aRefusalThatComesFirstStillNamesTheCall() {
        Call call = reach("offer placeTaken lineOpened")
                .on(new CallEvent.Sip(new SipEvent.HangUp(486, "Busy Here", "id@host"), null), NOW)
                .call();

        assertThat(call.summary().sipCallId()).isEqualTo("id@host");
        assertThat(reach("offer placeTaken lineOpened calling busy").summary().sipCallId())
                .isEqualTo("id@host");
    }

    @Test
    void theDiagramAndTheMachineAgree() {
        for (String situation : SITUATIONS.keySet()) {
            Call from = reach(SITUATIONS.get(situation));
            EVENTS.forEach((name, event) -> {
                CallState to = from.on(event, NOW).call().state();
                boolean throughEnding = to == ENDED && from.state().leadsTo(ENDING);
                assertThat(to == from.state() || from.state().leadsTo(to) || throughEnding)
                        .as("%s: %s leads to %s", situation, name, to)
                        .isTrue();
            });
        }
        assertThat(List.of(NEW, CALLING, RINGING, ESTABLISHED)).allMatch(CallState::isLive);
    }
}
