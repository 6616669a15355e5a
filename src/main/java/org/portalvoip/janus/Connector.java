package org.portalvoip.janus;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.janus.transport.Transports;
import org.portalvoip.sip.SipTarget;

/** Finds the SIP servers and the first Janus that works, and registers a master at the first SIP server that answers. */
final class Connector {

    private static final Logger LOG = System.getLogger(Connector.class.getName());

    private final GatewaySettings settings;
    private final ScheduledExecutorService scheduler;
    private final SipDirectory directory;
    private final FailedTargets failures;
    private final Transports transports;

    /** Index of the address that worked last. */
    private volatile int working;

    /** What the name service said last. */
    private volatile List<SipTarget> found = List.of();

    Connector(
            GatewaySettings settings,
            ScheduledExecutorService scheduler,
            SipDirectory directory,
            FailedTargets failures) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.directory = directory;
        this.failures = failures;
        transports = new Transports(settings.limits().ofTransport(), settings.trust(), settings.apiSecret(), scheduler);
    }

    /**
     * Tries each address of Janus once, beginning with the one that worked last.
     *
     * @param failed receives each failure, with the address of Janus, or null when the SIP server was not found
     */
    CompletionStage<Master> connect(BiConsumer<JanusAddress, JanusException> failed) {
        return CompletableFuture.supplyAsync(this::sipServers, scheduler)
                .whenComplete((targets, failure) -> {
                    if (failure != null) {
                        failed.accept(null, JanusException.from(failure));
                    }
                })
                .thenCompose(targets ->
                        tryFrom(working, settings.servers().size(), index -> master(targets, index), failed));
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

    private CompletionStage<Master> master(List<SipTarget> targets, int index) {
        JanusAddress server = settings.servers().get(index);
        return JanusConnection.open(server, transports, settings, scheduler)
                .thenCompose(connection -> Master.register(connection, targets.get(0))
                        .exceptionallyCompose(failure -> next(targets, index, JanusException.from(failure))))
                .thenApply(master -> {
                    working = index;
                    return master;
                });
    }

    /** Tries the rest, if it is the first SIP server that was not reached: each would refuse an account alike. */
    private CompletionStage<Master> next(List<SipTarget> targets, int index, JanusException failure) {
        boolean silent = failure.isUnreached() || failure.kind() == Kind.NO_ANSWER;
        if (silent) {
            failures.add(targets.get(0));
        }
        if (!silent || targets.size() == 1) {
            return CompletableFuture.failedStage(failure);
        }
        LOG.log(
                Level.WARNING,
                "The SIP server at {0} is not reached, {1}; the next one is tried",
                targets.get(0),
                failure.summary());
        return master(targets.subList(1, targets.size()), index);
    }

    /** Remembers that a SIP server is not reached, and tells whether there is another one that may be. */
    boolean hasOtherThan(SipTarget unreached) {
        failures.add(unreached);
        return found.stream().anyMatch(other -> !failures.contains(other));
    }

    private List<SipTarget> sipServers() {
        try {
            found = directory.targetsOf(settings.account());
            return failures.last(found);
        } catch (UnknownHostException e) {
            String host = settings.account().server().host().name();
            throw new CompletionException(
                    new JanusException(Kind.NAME_NOT_RESOLVED, 0, "the SIP server " + host + " has no address", e));
        }
    }

    /**
     * Whether the SIP server is no longer there. May block. A name server that does not answer has not moved anything, and
     * one that lists several addresses in turn has not either.
     */
    boolean hasMovedFrom(SipTarget sipServer) {
        try {
            found = directory.targetsOf(settings.account());
            return !found.contains(sipServer);
        } catch (UnknownHostException unknownForNow) {
            return false;
        }
    }
}
