package org.portalvoip.janus;

import jakarta.json.JsonObjectBuilder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.janus.Transactions.Reception;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipRoute;

/**
 * A line: a handle of Janus's SIP plugin, in a session of its own, that can carry one call at a time. It is registered when
 * it is handed out, carries any number of calls one after the other, and ends once: by {@link #close()}, or when Janus or the
 * network takes it away ({@link LineListener#lost}).
 *
 * <p>When the connection to Janus breaks, the call goes on, and so does the line as soon as there is a new one. What was
 * missed of the call meanwhile is told then: that it is over ({@link SipEvent.HangUp}), or that it was answered ({@link
 * SipEvent.Accepted}, without Janus's answer, which is lost; {@link #restart} brings another).
 *
 * <p>The stages that requests return say whether Janus accepted the request; the listener learns the outcome. Longer than
 * 200 lines, because all that can be asked of a line is here.
 */
public final class Line {

    private static final Logger LOG = System.getLogger(Line.class.getName());
    private static final int NOT_ACCEPTABLE_HERE = 488;
    private static final int BYE = 200;

    private final JanusSession session;
    private final long id;
    private final LineListener listener;
    private final Renegotiation renegotiation;
    private final Digits digits = new Digits();
    private final CrossedHangup crossedHangup = new CrossedHangup();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile String callId;
    private volatile LineState state = LineState.IDLE;
    private volatile long masterId;
    private volatile JanusPlace master;
    private volatile BooleanSupplier elsewhere = () -> false;
    /** Janus has been asked to call, and has not told of an end since. */
    private volatile boolean asked;
    /** Whether the sound would be encrypted, and need not be. */
    private volatile boolean mayBeInClear;
    /** What the listener knows; only the thread that brings the events uses this. */
    private volatile Waiting waiting;

    private Line(JanusSession session, long id, LineListener listener) {
        this.session = session;
        this.id = id;
        this.listener = listener;
        renegotiation = new Renegotiation(session, id, this::renegotiated);
    }

    /** A line in a new session of its own, not registered yet. When this fails, nothing is left over. */
    static CompletionStage<Line> open(JanusConnection connection, LineListener listener) {
        JanusSession session = JanusSession.create(connection);
        return session.attach()
                .thenApply(id -> {
                    Line line = new Line(session, id, listener);
                    session.add(id, new JanusSession.Handle(line::received, line::claimed, line::lost));
                    return line;
                })
                .whenComplete((attached, failure) -> {
                    if (failure != null) {
                        session.close(JanusException.from(failure));
                    }
                });
    }

    /** A line of another node, with its call; see {@link JanusGateway#resume}. */
    static CompletionStage<Line> resume(JanusConnection connection, JanusPlace place, LineListener listener) {
        return JanusSession.takeOver(connection, place.session()).thenCompose(session -> {
            Line line = new Line(session, place.handle(), listener);
            session.add(line.id, new JanusSession.Handle(line::received, line::claimed, line::lost));
            return new CallProbe(session, line.id)
                    .state()
                    .thenApply(line::resumed)
                    .whenComplete((found, failure) -> {
                        if (failure != null) {
                            session.leave();
                        }
                    });
        });
    }

    private Line resumed(LineState found) {
        state = found;
        if (found == LineState.ESTABLISHED) {
            renegotiation.answered();
        }
        return this;
    }

    /** Where this line is at Janus, so that another node can {@link JanusGateway#resume} it. */
    public JanusPlace place() {
        return new JanusPlace(session.connection().server(), session.id(), id);
    }

    /**
     * Where the master is in whose SIP stack this line is, and with which it ends. Null if the line has a stack of its own,
     * and for a resumed line.
     */
    public JanusPlace masterPlace() {
        return master;
    }

    Line of(JanusPlace itsMaster) {
        master = itsMaster;
        return this;
    }

    /** @param other asked when a call has not reached its SIP server: whether a new line would lead to another one */
    void whenUnreached(BooleanSupplier other) {
        elsewhere = other;
    }

    /** Completes when our hang-up has left the far end in a call that only the end of the SIP stack ends. */
    CompletionStage<Void> stuck() {
        return crossedHangup.noticed();
    }

    /** This handle's id in Janus. */
    long id() {
        return id;
    }

    /** The SIP Call-ID of the current or last call, null before the first. */
    public String callId() {
        return callId;
    }

    /** How far the call is, as far as Janus has told. */
    public LineState state() {
        return state;
    }

    /**
     * Calls an extension of the account that this line belongs to, with the browser's offer.
     *
     * @param headers further header fields of the INVITE, by name; each line has 252 bytes at most
     */
    public CompletionStage<Void> call(Extension extension, Jsep offer, Map<String, String> headers) {
        return call(extension, offer, headers, false);
    }

    /** As {@link #call(Extension, Jsep, Map)}; {@code inClear} after {@link LineListener#unencrypted}. */
    public CompletionStage<Void> call(Extension extension, Jsep offer, Map<String, String> headers, boolean inClear) {
        asked = true;
        SipAccount account = session.settings().account();
        mayBeInClear = account.route().srtp() == SipRoute.Srtp.OPTIONAL && !inClear;
        return ask(JanusRequest.call(account, extension, offer, headers, inClear));
    }

    /** Answers {@link SipEvent.Updating}; without that, Janus refuses an answer. */
    public CompletionStage<Void> update(Jsep reply) {
        return renegotiation.reply(reply);
    }

    /**
     * Negotiates the browser's connection anew, for example with an offer that restarts ICE (RFC 8445 section 2.4), while
     * the call goes on. Janus asks the far end by a re-INVITE and needs its agreement, so this works only after {@link
     * SipEvent.Accepted}.
     *
     * <p>If the stage completes, the listener receives one {@link SipEvent.Restarted} with the answer, or one {@link
     * SipEvent.RestartFailed}, after the limit for an answer at the latest; neither if the call or the line ends before.
     * If the stage fails, nothing follows. It fails with {@link JanusException.Kind#REFUSED} and code 491 while an
     * earlier restart is under way, and while the far end waits for {@link #update}. Where {@link SipEvent.Updating}
     * crosses a restart, the listener first receives the restart's failure, and has to reply to the far end before it
     * tries again. After any failure Janus may have discarded the old ICE credentials: only another restart brings the
     * sound back for certain.
     */
    public CompletionStage<Void> restart(Jsep offer) {
        return renegotiation.restart(offer);
    }

    /** Passes on a candidate of the browser; only after {@link #call}. */
    public CompletionStage<Void> trickle(IceCandidate candidate) {
        return ask(JanusRequest.trickle(candidate));
    }

    /**
     * Sends a digit to the far end as SIP INFO; only while it is connected. Digits leave in the order of these calls, at most
     * ten a second.
     *
     * @throws IllegalArgumentException if it is none of {@code 0-9 * # A-D}
     */
    public CompletionStage<Void> dtmf(char digit) {
        JsonObjectBuilder request = JanusRequest.dtmf(digit);
        return digits.send(() -> ask(request));
    }

    /** Hangs up, or cancels a call that was not answered yet. Without a call nothing happens. */
    public CompletionStage<Void> hangup() {
        if (asked || state != LineState.IDLE) {
            crossedHangup.asked(session.connection());
        }
        return ask(JanusRequest.hangup());
    }

    /** Leaves the line and its call to another node, without a word to Janus. The listener receives nothing more. */
    public void leave() {
        if (closing.compareAndSet(false, true)) {
            session.leave();
            closed.complete(null);
        }
    }

    /** Gives the line back, and hangs up if necessary. The listener receives nothing more. */
    public CompletionStage<Void> close() {
        if (!closing.compareAndSet(false, true)) {
            return CompletableFuture.completedFuture(null);
        }
        crossedHangup.givenBack(state);
        return session.giveBack().whenComplete((taken, failure) -> closed.complete(null));
    }

    private CompletionStage<Void> ask(JsonObjectBuilder request) {
        return session.request(request, id).thenAccept(taken -> {});
    }

    /** Completes when Janus has ended the session, or cannot be reached. */
    CompletionStage<Void> closed() {
        return closed;
    }

    JanusSession session() {
        return session;
    }

    /** What helpers name to share this handle's SIP stack; 0 before it is registered. */
    long masterId() {
        return masterId;
    }

    /** Registers and waits for the outcome, which may come without a transaction or before its own ack. */
    CompletionStage<Line> register(JsonObjectBuilder request, Duration limit) {
        CompletionStage<JanusMessage> outcome = session.expectEvent(registration(), limit);
        ask(request).whenComplete((taken, failure) -> {
            if (failure != null) {
                session.transactions().fail(registration(), JanusException.from(failure));
            }
        });
        return outcome.thenApply(event -> registered(((JanusMessage.Event) event).event()));
    }

    /** The name under which its outcome is awaited. */
    private String registration() {
        return "registration of " + id;
    }

    /** Withdraws the registration. The listener learns the outcome. */
    CompletionStage<Void> unregister() {
        return ask(JanusRequest.unregister());
    }

    private Line registered(SipEvent outcome) {
        if (outcome instanceof SipEvent.RegistrationFailed failed) {
            throw new JanusException(Kind.REGISTRATION_FAILED, failed.code(), failed.reason());
        }
        if (outcome instanceof SipEvent.PluginError error) {
            throw new JanusException(Kind.REFUSED, error.code(), error.reason());
        }
        masterId = ((SipEvent.Registered) outcome).masterId();
        return this;
    }

    private void received(JanusMessage message) {
        if (closing.get()) {
            return;
        }
        if (message instanceof JanusMessage.Detached) {
            session.close(new JanusException(Kind.ENDED_BY_JANUS, "Janus detached the handle"));
        } else if (message instanceof JanusMessage.Event event) {
            sip(event);
        } else {
            tell(message::tell);
        }
    }

    private void sip(JanusMessage.Event message) {
        SipEvent event = message.event();
        if (event instanceof SipEvent.IncomingCall) {
            ask(JanusRequest.decline());
            return;
        }
        if (event instanceof SipEvent.Transfer transfer) {
            transfer(transfer);
            return;
        }
        if (session.transactions().settle(CallProbe.answerTo(message.transaction()), message) == Reception.AWAITED) {
            return;
        }
        if (event instanceof SipEvent.Calling calling) {
            callId = calling.callId();
            waiting = null;
        }
        crossedHangup.heard(event, state);
        Consumer<LineListener> news = news(message);
        state = after(event);
        asked = asked && !(event instanceof SipEvent.HangUp);
        if (renegotiation.takes(message)) {
            return;
        }
        if (!event.endsRegistration() || session.transactions().settle(registration(), message) != Reception.AWAITED) {
            tell(news);
        }
        session.settings().queue().in(event).ifPresent(this::waits);
    }

    /** The end of a call of which nothing has been heard may only mean that another one should follow. */
    private Consumer<LineListener> news(JanusMessage.Event message) {
        if (isUnheard() && message.event() instanceof SipEvent.HangUp end) {
            if (mayBeInClear && end.code() == NOT_ACCEPTABLE_HERE) {
                return to -> to.unencrypted(end);
            }
            if (SipEvent.meansUnreached(end.code()) && elsewhere.getAsBoolean()) {
                return to -> to.unreached(end);
            }
        }
        return message::tell;
    }

    /** Janus may tell of the end of a call before it tells of its beginning. */
    private boolean isUnheard() {
        return state == LineState.PLACED || (asked && callId == null);
    }

    /**
     * Janus would add header fields that the telephone has chosen, such as Route, if it were told that the next call follows
     * the transfer. So it is not told, and keeps some kilobytes for each transfer that is followed, until it is started again.
     */
    private void transfer(SipEvent.Transfer asked) {
        GatewaySettings settings = session.settings();
        settings.transfers()
                .goal(asked.target(), asked.replaces(), settings.account().domain())
                .filter(goal -> state == LineState.ESTABLISHED)
                .ifPresentOrElse(goal -> tell(to -> to.transfer(goal, asked.id())), () -> declineTransfer(asked.id()));
    }

    /** Lets the far end know that its caller stays here; see {@link LineListener#transfer}. */
    public CompletionStage<Void> declineTransfer(long transfer) {
        return ask(JanusRequest.declineTransfer(transfer));
    }

    private void waits(Waiting now) {
        if (!now.equals(waiting)) {
            waiting = now;
            tell(to -> to.waiting(now));
        }
    }

    private void renegotiated(SipEvent outcome, Jsep answer) {
        if (!closing.get()) {
            tell(to -> to.sip(outcome, answer));
        }
    }

    /** Also an answer may come before {@link SipEvent.Calling}. */
    private LineState after(SipEvent event) {
        if (event instanceof SipEvent.Calling) {
            return state == LineState.ESTABLISHED ? state : LineState.PLACED;
        } else if (event instanceof SipEvent.Accepted) {
            return LineState.ESTABLISHED;
        } else if (event instanceof SipEvent.HangUp) {
            return LineState.IDLE;
        }
        boolean rings = event instanceof SipEvent.Ringing || event instanceof SipEvent.Progress;
        return rings && state == LineState.PLACED ? LineState.RINGING : state;
    }

    /** Events were lost: whatever they said of the call is made good. */
    private void claimed() {
        if (asked || state != LineState.IDLE) {
            new CallProbe(session, id).state().whenComplete((found, failure) -> {
                if (failure == null) {
                    catchUp(found);
                } else {
                    LOG.log(Level.DEBUG, "Handle " + id + " does not say how far its call is", failure);
                }
            });
        }
    }

    private void catchUp(LineState found) {
        if (found == LineState.IDLE && state != LineState.IDLE) {
            int code = state == LineState.ESTABLISHED ? BYE : 0;
            missed(new SipEvent.HangUp(code, "ended while the connection to Janus was interrupted"));
        } else if (found == LineState.ESTABLISHED && state != LineState.ESTABLISHED) {
            missed(new SipEvent.Accepted());
        }
    }

    private void missed(SipEvent event) {
        received(new JanusMessage.Event(null, id, event, null));
    }

    private void lost(JanusException reason) {
        if (closing.compareAndSet(false, true)) {
            crossedHangup.lost();
            closed.complete(null);
            tell(to -> to.lost(reason));
        }
    }

    private void tell(Consumer<LineListener> what) {
        try {
            what.accept(listener);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The listener of handle " + id + " failed", e);
        }
    }
}
