package org.portalvoip.janus;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.janus.transport.Transports;

/** Finds the SIP server and the first Janus that works, and registers a master there. */
final class Connector {

    private final GatewaySettings settings;
    private final ScheduledExecutorService scheduler;
    private final NameLookup names;
    private final Transports transports;

    /** Index of the address that worked last. */
    private volatile int working;

    Connector(GatewaySettings settings, ScheduledExecutorService scheduler, NameLookup names) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.names = names;
        transports = new Transports(settings.limits().ofTransport(), settings.trust(), settings.apiSecret(), scheduler);
    }

    /**
     * Tries each address of Janus once, beginning with the one that worked last.
     *
     * @param failed receives each failure, with the address of Janus, or null when the SIP server was not found
     */
    CompletionStage<Master> connect(BiConsumer<JanusAddress, JanusException> failed) {
        return CompletableFuture.supplyAsync(this::sipServer, scheduler)
                .whenComplete((address, failure) -> {
                    if (failure != null) {
                        failed.accept(null, JanusException.from(failure));
                    }
                })
                .thenCompose(address ->
                        tryFrom(working, settings.servers().size(), index -> master(address, index), failed));
    }

    private CompletionStage<Master> tryFrom(
            int index,
            int attempts,
            IntFunction<CompletionStage<Master>> attempt,
            BiConsumer<JanusAddress, JanusException> failed) {
        return attempt.apply(index).exceptionallyCompose(failure -> {
            failed.accept(settings.servers().get(index), JanusException.from(failure));
            return attempts > 1
                    ? tryFrom((index + 1) % settings.servers().size(), attempts - 1, attempt, failed)
                    : CompletableFuture.failedStage(failure);
        });
    }

    private CompletionStage<Master> master(InetAddress sipServer, int index) {
        JanusAddress server = settings.servers().get(index);
        return JanusConnection.open(server, transports, settings, scheduler)
                .thenCompose(connection -> Master.register(connection, sipServer))
                .thenApply(master -> {
                    working = index;
                    return master;
                });
    }

    private InetAddress sipServer() {
        String host = settings.account().server().host().name();
        try {
            return names.addressesOf(host)[0];
        } catch (UnknownHostException e) {
            throw new CompletionException(
                    new JanusException(Kind.NAME_NOT_RESOLVED, 0, "the SIP server " + host + " has no address", e));
        }
    }

    /**
     * Whether the SIP server no longer has this address. May block. A name server that does not answer has not moved
     * anything, and one that lists several addresses in turn has not either.
     */
    boolean hasMovedFrom(InetAddress sipServer) {
        try {
            return !Arrays.asList(
                            names.addressesOf(settings.account().server().host().name()))
                    .contains(sipServer);
        } catch (UnknownHostException unknownForNow) {
            return false;
        }
    }
}
