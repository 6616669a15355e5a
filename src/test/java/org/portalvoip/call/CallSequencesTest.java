package org.portalvoip.call;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.portalvoip.janus.IceCandidate;
import org.portalvoip.janus.JanusException;
import org.portalvoip.janus.Jsep;
import org.portalvoip.janus.LineState;
import org.portalvoip.janus.SipEvent;
import org.portalvoip.sip.Extension;
import org.portalvoip.start.Settings;

/**
 * Whatever happens to a call, in whatever order: it ends once, tells so last, and leaves nothing open. Longer than 200
 * lines, because the events, the world that they happen in and the invariants belong together.
 */
class CallSequencesTest {
    private static final int SEQUENCES = 1_000_000;
    private static final long SEED = 8_001;

    @Test
    void noSequenceOfEventsLeavesAnythingOpen() {
        Random random = new Random(SEED);
        long events = 0;
        for (int i = 0; i < SEQUENCES; i++) {
            World world = new World(random);
            int length = 5 + random.nextInt(26);
            for (int step = 0; step < length; step++) {
                world.anything();
            }
            events += length;
            world.letTimePass();
            String complaint = world.complaint();
            if (complaint != null) {
                fail("Sequence %d of seed %d: %s: %s", i, SEED, complaint, world.call);
            }
        }
        System.out.println(
                SEQUENCES + " random sequences, " + events + " events: each call ended once, nothing was left");
    }

    /** Browser, Janus and limits as far as a call can notice them. A browser may do anything, Janus only what it can. */
    private static final class World {
        private static final CallTimes TIMES = new CallTimes(
                Duration.ofSeconds(3),
                Duration.ofSeconds(45),
                Duration.ofSeconds(120),
                Duration.ofSeconds(5),
                Duration.ofSeconds(45));
        private static final Duration AN_HOUR = Duration.ofHours(1);
        private static final Jsep OFFER = Jsep.offer("v=0\r\n");
        private static final Jsep ANSWER = new Jsep("answer", "v=0\r\n");
        private static final IceCandidate CANDIDATE = new IceCandidate("candidate:1", "0", 0);
        private static final List<CallEvent> FROM_THE_BROWSER = List.of(
                new CallEvent.Said(new BrowserMessage.Offer(OFFER)),
                new CallEvent.Said(new BrowserMessage.Offer(OFFER)),
                new CallEvent.Said(new BrowserMessage.Offer(OFFER)),
                new CallEvent.Said(new BrowserMessage.Restart(OFFER)),
                new CallEvent.Said(new BrowserMessage.Answer(ANSWER)),
                new CallEvent.Said(new BrowserMessage.Candidate(CANDIDATE)),
                new CallEvent.Said(new BrowserMessage.Dtmf('1')),
                new CallEvent.Said(new BrowserMessage.Probe(OFFER)),
                new CallEvent.Said(new BrowserMessage.Probe(OFFER)),
                new CallEvent.Said(new BrowserMessage.ProbeCandidate(CANDIDATE)),
                new CallEvent.Said(new BrowserMessage.Reached()),
                new CallEvent.Said(new BrowserMessage.Reached()),
                new CallEvent.Said(new BrowserMessage.HangUp()),
                new CallEvent.MessageBegun(),
                new CallEvent.Frame(true),
                new CallEvent.Frame(false),
                new CallEvent.Pong());
        private static final Set<Class<?>> AFTER_THE_END = Set.of(
                CallEffect.CutBrowser.class,
                CallEffect.GiveBack.class,
                CallEffect.WelcomeBack.class,
                CallEffect.CloseProbe.class,
                CallEffect.Greet.class);

        private static final List<CallEvent> FROM_THE_LINE = List.of(
                new CallEvent.Sip(new SipEvent.Calling("id"), null),
                new CallEvent.Sip(new SipEvent.Ringing(), null),
                new CallEvent.Sip(new SipEvent.Ringing(), null),
                new CallEvent.Sip(new SipEvent.Progress(), ANSWER),
                new CallEvent.Sip(new SipEvent.Accepted(), ANSWER),
                new CallEvent.Sip(new SipEvent.Accepted(), null),
                new CallEvent.Sip(new SipEvent.Restarted(), ANSWER),
                new CallEvent.Sip(new SipEvent.RestartFailed(491, "pending"), null),
                new CallEvent.Sip(new SipEvent.Updating(), OFFER),
                new CallEvent.Sip(new SipEvent.Updating(), null),
                new CallEvent.Sip(new SipEvent.Other("hangingup"), null),
                new CallEvent.Sip(new SipEvent.PluginError(446, "wrong state"), null),
                new CallEvent.Sip(new SipEvent.HangUp(200, "BYE"), null),
                new CallEvent.Sip(new SipEvent.HangUp(486, "Busy Here"), null),
                new CallEvent.LineCandidate(CANDIDATE),
                new CallEvent.Media(true),
                new CallEvent.Media(false),
                new CallEvent.SlowLink(),
                new CallEvent.MediaClosed(false),
                new CallEvent.MediaClosed(true),
                new CallEvent.CallRefused(failure()),
                new CallEvent.LineLost(failure()));

        private final Random random;
        private Call call;
        private Duration now = Duration.ZERO;
        private boolean placeAsked;
        private boolean place;
        private boolean asked;
        private boolean open;
        private boolean probeAsked;
        private boolean probeOpen;
        private int probes;
        private boolean inviteOut;
        private boolean socket = true;
        private boolean lostOnce;
        private boolean moved;
        private boolean returning;
        private int hangUps;
        private int givenBack;
        private int lines;
        private int linesLost;
        private int released;
        private int reports;
        private int ends;
        private String wrong;

        private static JanusException failure() {
            return JanusException.from(new IOException("gone"));
        }

        World(Random random) {
            this.random = random;
            Step first = Call.opened(
                    new Extension("0800"),
                    TIMES,
                    BrowserNews.ready(List.of(), "token", TIMES.resume(), Settings.Dtmf.AUTO, Optional.empty()));
            first.effects().forEach(this::see);
            call = first.call();
        }

        void anything() {
            int dice = random.nextInt(100);
            if (dice < 30 && placeAsked) {
                answerOfTheLimits();
            } else if (dice < 25) {
                post(FROM_THE_BROWSER.get(random.nextInt(FROM_THE_BROWSER.size())));
            } else if (dice < 40 && asked) {
                answerOfTheGateway();
            } else if (dice < 45 && (probeAsked || probeOpen)) {
                somethingOfTheTrial();
            } else if (dice < 80 && open) {
                post(FROM_THE_LINE.get(random.nextInt(FROM_THE_LINE.size())));
            } else if (dice < 84 && returning) {
                post(new CallEvent.LineReturned());
            } else if (dice < 94) {
                now = now.plusMillis(random.nextInt(10) == 0 ? 30_000 : random.nextInt(3_000));
                post(new CallEvent.Tick());
            } else if (dice < 96) {
                browserComesOrGoes();
            } else if (dice < 97) {
                post(new CallEvent.End(EndReason.SHUTDOWN));
            } else if (dice < 99) {
                post(new CallEvent.GiveWay());
            } else {
                post(new CallEvent.Broken());
            }
        }

        private void browserComesOrGoes() {
            switch (random.nextInt(8)) {
                case 0 -> post(new CallEvent.BrowserMoved(random.nextBoolean()));
                case 1 -> post(new CallEvent.BrowserSilent());
                case 2 -> post(new CallEvent.BrowserLost());
                case 3, 4 -> post(new CallEvent.BrowserBack("token", random.nextInt(9)));
                default -> post(new CallEvent.BrowserClosed());
            }
        }

        /** The place was taken, or refused, when it was asked for; the call is told later. */
        private void answerOfTheLimits() {
            placeAsked = false;
            post(place ? new CallEvent.PlaceTaken() : new CallEvent.PlaceRefused(EndReason.RUSH));
        }

        private void answerOfTheGateway() {
            asked = false;
            if (random.nextInt(5) == 0) {
                post(new CallEvent.LineRefused(failure()));
            } else {
                open = true;
                lines++;
                post(new CallEvent.LineOpened(LineState.IDLE));
            }
        }

        private void somethingOfTheTrial() {
            int dice = random.nextInt(4);
            if (probeAsked) {
                answerOfTheTrial();
            } else if (dice == 0) {
                probeOpen = false;
                post(new CallEvent.ProbeRefused());
            } else {
                post(dice == 1 ? new CallEvent.ProbeAnswered(ANSWER) : new CallEvent.ProbeCandidate(CANDIDATE));
            }
        }

        private void answerOfTheTrial() {
            probeAsked = false;
            probeOpen = random.nextInt(4) > 0;
            post(probeOpen ? new CallEvent.ProbeOpened() : new CallEvent.ProbeRefused());
        }

        private void post(CallEvent event) {
            before(event);
            Step step = call.on(event, now);
            call = step.call();
            step.effects().forEach(this::see);
        }

        private void before(CallEvent event) {
            if (event instanceof CallEvent.LineLost) {
                open = false;
                linesLost++;
                inviteOut = false;
            } else if (event instanceof CallEvent.LineReturned) {
                returning = false;
            } else if (event instanceof CallEvent.BrowserClosed || event instanceof CallEvent.BrowserMoved) {
                moved |= event instanceof CallEvent.BrowserMoved;
                socket = event instanceof CallEvent.BrowserMoved unknown && !unknown.found() && socket;
                lostOnce = true;
            } else if (event instanceof CallEvent.BrowserBack) {
                socket = true;
            } else if (event instanceof CallEvent.Sip sip && sip.event() instanceof SipEvent.HangUp) {
                inviteOut = false;
            }
        }

        private void see(CallEffect effect) {
            if (ends > 0 && !AFTER_THE_END.contains(effect.getClass())) {
                wrong = effect + " after the end was told";
            }
            if (effect instanceof CallEffect.TakePlace) {
                wrong = placeAsked || released > 0 ? "asked for a place twice, or after the end" : wrong;
                placeAsked = true;
                place = random.nextInt(4) > 0;
            } else if (effect instanceof CallEffect.OpenLine) {
                wrong = place && released == 0 ? wrong : "asked for a line without a place";
                asked = true;
            } else if (effect instanceof CallEffect.PlaceCall) {
                wrong = probeOpen ? "called during the trial" : wrong;
                inviteOut = true;
            } else if (effect instanceof CallEffect.HangUp) {
                hangUps++;
                inviteOut = false;
            } else if (effect instanceof CallEffect.GiveBack) {
                givenBack++;
                open = false;
                returning = true;
            } else {
                seeTheRest(effect);
            }
        }

        private void seeTheRest(CallEffect effect) {
            if (effect instanceof CallEffect.OpenProbe) {
                wrong = place && released == 0 && probes == 0 ? wrong : "tried the way without a place, or twice";
                probeAsked = true;
                probes++;
            } else if (effect instanceof CallEffect.CloseProbe) {
                wrong = probeOpen ? wrong : "ended a trial that did not run";
                probeOpen = false;
            } else if (effect instanceof CallEffect.ReleasePlace) {
                released++;
            } else if (effect instanceof CallEffect.Report) {
                reports++;
            } else if (effect instanceof CallEffect.CutBrowser) {
                socket = false;
                lostOnce |= ends == 0;
            } else if (effect instanceof CallEffect.Tell tell && isEnd(tell)) {
                ends++;
                if (released != 1 || open || inviteOut || reports + (moved ? 1 : 0) < 1) {
                    wrong = "told the end before everything was free";
                }
            }
        }

        private static boolean isEnd(CallEffect.Tell tell) {
            return tell.message().getString("state", "").equals("ended");
        }

        /** Nobody says anything any more but the gateway, which always answers. */
        void letTimePass() {
            for (int tick = 0; tick < 5; tick++) {
                now = now.plus(AN_HOUR);
                post(new CallEvent.Tick());
            }
            if (placeAsked) {
                answerOfTheLimits();
            }
            if (asked) {
                answerOfTheGateway();
            }
            if (probeAsked) {
                answerOfTheTrial();
            }
        }

        /** What is not as it should be, or null. */
        String complaint() {
            expect(call.isSettled(), "not settled");
            expect(released == 1, "place released " + released + " times");
            expect(reports == 1 || (moved && reports == 0), "reported " + reports + " times");
            expect(!inviteOut, "an INVITE is out, and was not hung up");
            expect(hangUps <= 1, "hung up twice");
            expect(!open, "a line is open");
            expect(!probeOpen, "a trial goes on");
            expect(givenBack + linesLost == lines, "a line was not given back once");
            expect(ends <= 1, "ended twice");
            expect(ends == 1 || lostOnce, "the browser was not told");
            expect(!socket, "a socket is open");
            expect(call.on(new CallEvent.Tick(), now.plus(AN_HOUR)).effects().isEmpty(), "a timer is left");
            return wrong;
        }

        private void expect(boolean fact, String complaint) {
            if (!fact) {
                wrong = complaint;
            }
        }
    }
}
