package org.portalvoip.janus;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.janus.transport.Transports;

/**
 * What this node goes on with for another one: lines and masters. They have a connection of their own for each Janus,
 * because they must not end with our master, nor with our settings.
 */
final class Takeovers {
    private static final int ATTEMPTS = 5;
    private static final long MILLIS_BETWEEN_ATTEMPTS = 500;

    private final ScheduledExecutorService scheduler;
    private final Map<JanusAddress, CompletableFuture<JanusConnection>> connections = new ConcurrentHashMap<>();
    private final AtomicInteger lines = new AtomicInteger();

    Takeovers(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    int lines() {
        return lines.get();
    }

    CompletionStage<Line> resume(GatewaySettings settings, JanusPlace place, LineListener listener) {
        lines.incrementAndGet();
        return resume(settings, place, listener, ATTEMPTS).whenComplete((line, failure) -> {
            if (failure == null) {
                line.closed().thenRun(lines::decrementAndGet);
            } else {
                lines.decrementAndGet();
            }
        });
    }

    /** Tries again if the connection breaks meanwhile, because nobody else will. */
    private CompletionStage<Line> resume(
            GatewaySettings settings, JanusPlace place, LineListener listener, int attempts) {
        return to(settings, place)
                .thenCompose(connection -> Line.resume(connection, place, listener))
                .exceptionallyCompose(failure -> attempts > 1 && mayPass(failure)
                        ? inAMoment().thenCompose(now -> resume(settings, place, listener, attempts - 1))
                        : CompletableFuture.failedStage(failure));
    }

    private static boolean mayPass(Throwable failure) {
        return JanusException.from(failure).kind() != Kind.ENDED_BY_JANUS;
    }

    private CompletionStage<Void> inAMoment() {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(MILLIS_BETWEEN_ATTEMPTS, TimeUnit.MILLISECONDS, scheduler));
    }

    CompletionStage<Adoption> adopt(GatewaySettings settings, JanusPlace master) {
        return to(settings, master).thenCompose(connection -> Adoption.of(connection, master));
    }

    /** Our secrets go to the Janus servers of the settings only. */
    private CompletionStage<JanusConnection> to(GatewaySettings settings, JanusPlace place) {
        if (!settings.servers().contains(place.server())) {
            return CompletableFuture.failedStage(
                    new JanusException(Kind.UNREACHABLE, "the settings do not name " + place.server()));
        }
        return connectionTo(settings, place.server());
    }

    private synchronized CompletableFuture<JanusConnection> connectionTo(
            GatewaySettings settings, JanusAddress server) {
        CompletableFuture<JanusConnection> known = connections.get(server);
        if (known == null || isOver(known)) {
            Transports transports =
                    new Transports(settings.limits().ofTransport(), settings.trust(), settings.apiSecret(), scheduler);
            known = JanusConnection.open(server, transports, settings, scheduler)
                    .whenComplete((open, failure) -> {
                        if (open != null) {
                            open.closeWhenUnused();
                        }
                    })
                    .toCompletableFuture();
            connections.put(server, known);
        }
        return known;
    }

    private static boolean isOver(CompletableFuture<JanusConnection> opening) {
        return opening.isCompletedExceptionally()
                || (opening.isDone() && opening.join().isClosed());
    }

    /** Ends everything. The stage completes when the requests have been sent to Janus. */
    CompletableFuture<Void> close() {
        JanusException reason = new JanusException(Kind.OFF, "the gateway was switched off");
        return CompletableFuture.allOf(connections.values().stream()
                .map(opening -> opening.thenCompose(connection -> connection.close(reason))
                        .exceptionally(neverConnected -> null))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Leaves everything as it is at Janus. */
    void leave() {
        for (CompletionStage<JanusConnection> opening : connections.values()) {
            opening.thenAccept(JanusConnection::leave);
        }
        connections.clear();
    }
}
