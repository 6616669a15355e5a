package org.portalvoip.janus;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.sip.SipTarget;

/** The handle whose SIP stack all lines of a trunk share. It carries no call itself. */
final class Master implements LineListener {

    private static final int NO_SUCH_MASTER = 453;

    private final JanusConnection connection;
    private final SipTarget sipServer;
    private final CompletableFuture<JanusException> stale = new CompletableFuture<>();
    private volatile Line line;

    private Master(JanusConnection connection, SipTarget sipServer) {
        this.connection = connection;
        this.sipServer = sipServer;
    }

    /** Makes a master. When this fails, the connection is closed. */
    static CompletionStage<Master> register(JanusConnection connection, SipTarget sipServer) {
        GatewaySettings settings = connection.settings();
        Master master = new Master(connection, sipServer);
        return Line.open(connection, master)
                .thenCompose(line -> {
                    master.line = line;
                    return line.register(
                            JanusRequest.register(settings, sipServer, settings.register()),
                            settings.limits().register());
                })
                .thenApply(line -> master)
                .whenComplete((registered, failure) -> {
                    if (failure != null) {
                        connection.close(JanusException.from(failure));
                    }
                });
    }

    JanusAddress server() {
        return connection.server();
    }

    SipTarget sipServer() {
        return sipServer;
    }

    /** Completes when the connection is closed or lost, and with it all lines. */
    CompletionStage<JanusException> closed() {
        return connection.closed();
    }

    boolean isClosed() {
        return connection.isClosed();
    }

    /** What the administrator of this Janus should change, in a sentence each. */
    List<String> advice() {
        ServerInfo info = connection.info();
        Optional<Advice> onSettings = Advice.on(
                info, connection.bindsSessions(), connection.settings().limits().keepalive());
        Stream<String> onSound = info.sendsSoundTo(sipServer.address())
                ? Stream.empty()
                : Stream.of("Nobody will hear the other: Janus " + info.version() + " sends no sound to " + sipServer
                        + ". Install Janus 1.1.3 or later, or let it reach the telephone system over IPv4");
        return Stream.concat(onSettings.map(Advice::sentence).stream(), onSound).toList();
    }

    void watch(JanusConnection.Watcher by) {
        connection.watch(by);
    }

    /** Completes when running calls are well, but new ones had better go elsewhere. */
    CompletionStage<JanusException> stale() {
        return stale;
    }

    /** A line in the master's SIP stack; with a stack of its own, should Janus not know the master any more. */
    CompletionStage<Line> openLine(LineListener listener) {
        GatewaySettings settings = connection.settings();
        return Line.open(connection, listener).thenCompose(attached -> attached.register(
                        JanusRequest.helper(settings.account(), line.masterId()),
                        settings.limits().answer())
                .thenApply(helper -> helper.of(line.place()))
                .exceptionallyCompose(failure -> withoutMaster(attached, JanusException.from(failure)))
                .whenComplete((registered, failure) -> {
                    if (failure != null) {
                        attached.close();
                    }
                }));
    }

    /** See {@link Probe#open}. */
    CompletionStage<Probe> openProbe(Jsep offer, ProbeListener listener) {
        return Probe.open(connection, offer, listener);
    }

    /**
     * An unanswered registration does not end the connection: others may be talking on it, and Janus has said something
     * else meanwhile. But whatever swallowed this event (a hanging plugin, a dead poll) may swallow the next one.
     */
    private CompletionStage<Line> withoutMaster(Line attached, JanusException reason) {
        boolean unknown = reason.kind() == Kind.REFUSED && reason.code() == NO_SUCH_MASTER;
        boolean unanswered = reason.kind() == Kind.NO_ANSWER && !connection.isClosed();
        if (unknown || unanswered) {
            stale.complete(reason);
        }
        GatewaySettings settings = connection.settings();
        return unknown
                ? attached.register(
                        JanusRequest.register(settings, sipServer, false),
                        settings.limits().register())
                : CompletableFuture.failedStage(reason);
    }

    /** Closes the connection and ends all calls on it. The stage completes when the request has been sent to Janus. */
    CompletionStage<Void> close(JanusException reason) {
        return connection.close(reason);
    }

    /** Closes the connection without a word to Janus. */
    void leave() {
        connection.leave();
    }

    /** The SIP server has dropped the account: Janus refuses the calls of the helpers from now on. */
    @Override
    public void sip(SipEvent event, Jsep jsep) {
        if (event instanceof SipEvent.RegistrationFailed failed) {
            stale.complete(new JanusException(Kind.REGISTRATION_FAILED, failed.code(), failed.reason()));
        }
    }

    /** Janus takes all helpers away with their master, so nothing is left on this connection. */
    @Override
    public void lost(JanusException reason) {
        connection.close(reason);
    }
}
