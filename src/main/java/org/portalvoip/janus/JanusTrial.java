package org.portalvoip.janus;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.janus.transport.Transports;
import org.portalvoip.sip.Codecs;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.InviteLength;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipTarget;

/**
 * Tries settings on one Janus, step by step, beside the gateway and without any effect on its calls. The steps are asked
 * for in the order of the methods; each stage fails with a {@link JanusException}, after which only {@link #close} is left.
 */
public final class JanusTrial {

    /**
     * How a test call went.
     *
     * @param code the SIP status that ended it, 180 when the telephone rang, 200 when somebody answered
     * @param reason in the far side's words; null if there are none
     */
    public record Ring(int code, String reason) {
        static final Ring RINGING = new Ring(180, null);
        static final Ring ANSWERED = new Ring(200, null);

        /** Whether the telephone rang. */
        public boolean reached() {
            return code >= RINGING.code && code <= ANSWERED.code;
        }
    }

    private final JanusConnection connection;
    private final ScheduledExecutorService scheduler;
    private final CompletableFuture<Ring> ring = new CompletableFuture<>();
    private final CompletableFuture<Void> unregistered = new CompletableFuture<>();
    private final CompletableFuture<Void> restored = new CompletableFuture<>();
    private volatile Line line;
    private volatile boolean registered;

    private JanusTrial(JanusConnection connection, ScheduledExecutorService scheduler) {
        this.connection = connection;
        this.scheduler = scheduler;
        connection.watch(new Watching());
    }

    /** Connects to the first address of {@code settings}. When this fails, nothing is left over. */
    static CompletionStage<JanusTrial> connect(GatewaySettings settings, ScheduledExecutorService scheduler) {
        Transports transports =
                new Transports(settings.limits().ofTransport(), settings.trust(), settings.apiSecret(), scheduler);
        return JanusConnection.open(settings.servers().get(0), transports, settings, scheduler)
                .thenApply(connection -> new JanusTrial(connection, scheduler));
    }

    /** What Janus has told of itself. */
    public ServerInfo info() {
        return connection.info();
    }

    /** What should be changed in its configuration. */
    public Optional<Advice> advice() {
        return Advice.on(
                connection.info(),
                connection.bindsSessions(),
                connection.settings().limits().keepalive());
    }

    /** Opens a line, which needs the API secret and the SIP plugin. */
    public CompletionStage<Void> attach() {
        return Line.open(connection, new Listening()).thenAccept(open -> line = open);
    }

    /** Registers the account at its SIP server, really; a guest only gets a SIP stack. */
    public CompletionStage<Void> register(SipTarget sipServer) {
        return line.register(
                        JanusRequest.register(connection.settings(), sipServer, true),
                        connection.settings().limits().register())
                .thenAccept(done -> registered = true);
    }

    /**
     * Calls the extension until it rings, and hangs up.
     *
     * @param codecs which are offered
     * @param longest how long to wait for that; the stage fails with {@link Kind#NO_ANSWER} afterwards
     */
    public CompletionStage<Ring> ring(Extension extension, Codecs codecs, Duration longest) {
        line.call(extension, TestOffer.offer(codecs), Map.of()).whenComplete((taken, failure) -> {
            if (failure != null) {
                ring.completeExceptionally(JanusException.from(failure));
            }
        });
        var alarm = scheduler.schedule(
                () -> ring.completeExceptionally(new JanusException(Kind.NO_ANSWER, "the telephone did not ring")),
                longest.toMillis(),
                TimeUnit.MILLISECONDS);
        return ring.whenComplete((outcome, failure) -> {
            alarm.cancel(false);
            var unused = line.hangup();
        });
    }

    /** About how many bytes the INVITE of {@link #ring} has. */
    public int lengthOfInvite(Extension extension, Codecs codecs) {
        SipAccount account = connection.settings().account();
        return InviteLength.of(account, extension, TestOffer.offer(codecs).sdp());
    }

    /**
     * Withdraws the registration and leaves nothing behind.
     *
     * @param longest how long to wait for the SIP server to confirm, before that for a connection that is interrupted, and
     *     after that for Janus
     * @return never fails
     */
    public CompletionStage<Void> close(Duration longest) {
        return connected(longest)
                .thenCompose(up -> withdrawn(longest))
                .handle((done, failure) -> ended(longest))
                .thenCompose(ending -> ending)
                .handle((done, failure) -> connection.close(new JanusException(Kind.OFF, "the test is over")))
                .thenCompose(closing -> closing)
                .exceptionally(gone -> null);
    }

    private CompletionStage<Void> connected(Duration longest) {
        return connection.isUp() || connection.isClosed()
                ? CompletableFuture.completedStage(null)
                : restored.orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletionStage<Void> withdrawn(Duration longest) {
        boolean guest = connection.settings().account().credential() instanceof Credential.Guest;
        if (!registered || guest) {
            return CompletableFuture.completedStage(null);
        }
        line.unregister().whenComplete((taken, failure) -> {
            if (failure != null) {
                unregistered.completeExceptionally(failure);
            }
        });
        return unregistered.orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Once Janus says so: a request that was only sent can still be lost with its connection. */
    private CompletionStage<Void> ended(Duration longest) {
        Line open = line;
        return open == null
                ? CompletableFuture.completedStage(null)
                : open.close().toCompletableFuture().copy().orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is asked fails by itself when the connection breaks; what is waited for does not. */
    private final class Watching implements JanusConnection.Watcher {
        @Override
        public void interrupted(JanusException reason) {
            ring.completeExceptionally(reason);
        }

        @Override
        public void restored() {
            restored.complete(null);
        }
    }

    private final class Listening implements LineListener {
        @Override
        public void sip(SipEvent event, Jsep jsep) {
            if (event instanceof SipEvent.Ringing || event instanceof SipEvent.Progress) {
                ring.complete(Ring.RINGING);
            } else if (event instanceof SipEvent.Accepted) {
                ring.complete(Ring.ANSWERED);
            } else if (event instanceof SipEvent.HangUp end) {
                ring.complete(new Ring(end.code(), end.reason()));
            } else if (event instanceof SipEvent.PluginError error) {
                ring.completeExceptionally(new JanusException(Kind.REFUSED, error.code(), error.reason()));
            } else if (event instanceof SipEvent.Other other && other.name().equals("unregistered")) {
                unregistered.complete(null);
            }
        }

        @Override
        public void lost(JanusException reason) {
            ring.completeExceptionally(reason);
            unregistered.completeExceptionally(reason);
        }
    }
}
