package org.portalvoip.diagnosis.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The step that looks up a name. */
final class Names {
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private final Executor executor;
    private final TestReport report;
    private final Deadline deadline;

    Names(Executor executor, TestReport report, Deadline deadline) {
        this.executor = executor;
        this.report = report;
        this.deadline = deadline;
    }

    /** What the step finds when the name has an address, has none, or nobody answers in time. */
    record Outcome(Finding found, Finding unknown, Finding silent) {}

    /** The first address of a name, in the order of the name service; empty if it has none. */
    Optional<InetAddress> first(String name, Outcome outcome) {
        // The lookup of the JDK cannot be interrupted, so somebody else has to wait for it.
        CompletionStage<InetAddress[]> lookup = CompletableFuture.supplyAsync(() -> all(name), executor)
                .orTimeout(deadline.within(LONGEST).toMillis(), TimeUnit.MILLISECONDS);
        Object result = deadline.await(lookup.<Object>handle((found, failure) -> failure == null ? found : failure));
        if (result instanceof InetAddress[] addresses) {
            report.found(
                    outcome.found(),
                    "",
                    Arrays.stream(addresses).map(InetAddress::getHostAddress).collect(Collectors.joining(", ")));
            return Optional.of(addresses[0]);
        }
        report.found(result instanceof TimeoutException ? outcome.silent() : outcome.unknown(), "", name);
        return Optional.empty();
    }

    private static InetAddress[] all(String name) {
        try {
            return InetAddress.getAllByName(name);
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }
}
