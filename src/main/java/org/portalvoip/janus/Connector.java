package org.portalvoip.janus;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.portalvoip.janus.JanusException.Kind;

/** Makes handles ready: masters, at the first Janus that works, and lines that share a master's SIP stack. */
final class Connector {

    private static final int NO_SUCH_MASTER = 453;

    private final GatewaySettings settings;
    private final ScheduledExecutorService scheduler;
    private final Consumer<String> wornOut;
    private HttpClient client;
    private volatile int working;

    /** @param wornOut is told when a master is alive but of no use any more, and why */
    Connector(GatewaySettings settings, ScheduledExecutorService scheduler, Consumer<String> wornOut) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.wornOut = wornOut;
    }

    /** A master in a session of its own, at the address that worked last or the first after it that works. */
    CompletionStage<Line> connect(BiConsumer<URI, JanusException> failed) {
        return sipServer()
                .whenComplete((address, failure) -> {
                    if (failure != null) {
                        failed.accept(null, JanusException.from(failure));
                    }
                })
                .thenCompose(
                        address -> master(address, working, settings.servers().size(), failed));
    }

    private CompletionStage<Line> master(
            InetAddress sipServer, int index, int attempts, BiConsumer<URI, JanusException> failed) {
        return master(sipServer, settings.servers().get(index))
                .thenApply(master -> {
                    working = index;
                    return master;
                })
                .exceptionallyCompose(failure -> {
                    failed.accept(settings.servers().get(index), JanusException.from(failure));
                    return attempts > 1
                            ? master(sipServer, (index + 1) % settings.servers().size(), attempts - 1, failed)
                            : CompletableFuture.failedStage(failure);
                });
    }

    private CompletionStage<Line> master(InetAddress sipServer, URI server) {
        JanusTransport transport = JanusTransport.to(server, client(), settings, scheduler);
        return JanusSession.open(transport, server, settings, scheduler)
                .thenCompose(session -> session.attach(new MasterListener(wornOut))
                        .thenCompose(master -> register(master, sipServer, settings.register()))
                        .whenComplete((master, failure) -> {
                            if (failure != null) {
                                session.end(JanusException.from(failure));
                            }
                        }));
    }

    private CompletionStage<Line> register(Line handle, InetAddress sipServer, boolean sendRegister) {
        return handle.register(
                JanusRequest.register(settings.account(), sipServer, sendRegister),
                settings.limits().register());
    }

    /** A line in the SIP stack of {@code master}; should Janus not know the master any more, with a stack of its own. */
    CompletionStage<Line> line(Line master, LineListener listener) {
        return master.session().attach(listener).thenCompose(line -> line.register(
                        JanusRequest.helper(settings.account(), master.masterId()),
                        settings.limits().answer())
                .exceptionallyCompose(failure -> withoutMaster(line, JanusException.from(failure)))
                .whenComplete((joined, failure) -> {
                    if (failure != null) {
                        line.close();
                    }
                }));
    }

    private CompletionStage<Line> withoutMaster(Line line, JanusException reason) {
        if (reason.kind() != Kind.REFUSED || reason.code() != NO_SUCH_MASTER) {
            return CompletableFuture.failedStage(reason);
        }
        wornOut.accept(reason.getMessage());
        return sipServer().thenCompose(address -> register(line, address, false));
    }

    /** Looked up anew each time: a SIP server may move. */
    private CompletionStage<InetAddress> sipServer() {
        String host = settings.account().registrar().host();
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return InetAddress.getByName(host);
                    } catch (UnknownHostException e) {
                        throw new CompletionException(new JanusException(
                                Kind.NAME_NOT_RESOLVED, 0, "the SIP domain " + host + " has no address", e));
                    }
                },
                scheduler);
    }

    /** Nothing between us and Janus: no redirect, and no proxy that would see the secrets. */
    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(settings.limits().connect())
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .sslContext(JanusTrust.context(settings.trust()))
                    .build();
        }
        return client;
    }
}
