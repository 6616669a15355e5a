package org.portalvoip.diagnosis.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.portalvoip.janus.SipDirectory;

/** The step that looks up a name. */
final class Names {
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private final SipDirectory directory = new SipDirectory();
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

    /** A question to the name service; its answer has at least one element. */
    interface Lookup<T> {
        List<T> ask() throws UnknownHostException;
    }

    /** The first address of a name, in the order of the name service; empty if it has none. */
    Optional<InetAddress> first(String name, Outcome outcome) {
        return all(name, () -> List.of(InetAddress.getAllByName(name)), InetAddress::getHostAddress, outcome).stream()
                .findFirst();
    }

    /** What the name service answers about a name; empty if it knows nothing. */
    <T> List<T> all(String name, Lookup<T> question, Function<T, String> written, Outcome outcome) {
        // The lookup of the JDK cannot be interrupted, so somebody else has to wait for it.
        CompletableFuture<List<T>> answer = CompletableFuture.supplyAsync(() -> answer(name, question), executor)
                .orTimeout(deadline.within(LONGEST).toMillis(), TimeUnit.MILLISECONDS);
        boolean silent = deadline.await(answer.handle((found, failure) -> failure != null));
        List<T> found = silent ? List.of() : answer.join();
        if (found.isEmpty()) {
            report.found(silent ? outcome.silent() : outcome.unknown(), "", name);
        } else {
            report.found(outcome.found(), "", found.stream().map(written).collect(Collectors.joining(", ")));
        }
        return found;
    }

    /** Fails if nobody answers. */
    private <T> List<T> answer(String name, Lookup<T> question) {
        try {
            return question.ask();
        } catch (UnknownHostException e) {
            if (directory.isTold(name)) {
                return List.of();
            }
            throw new CompletionException(e);
        }
    }
}
