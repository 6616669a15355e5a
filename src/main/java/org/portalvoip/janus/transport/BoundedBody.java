package org.portalvoip.janus.transport;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.portalvoip.janus.transport.TransportException.Kind;

/**
 * The text of an HTTP answer, neither longer nor later than allowed. The JDK's client limits neither: its request
 * time-out ends with the header. ({@code BodyHandlers.limiting} of JDK 25 limits the length, but not the time.)
 */
final class BoundedBody implements BodySubscriber<String> {

    private final int longest;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<String> body = new CompletableFuture<>();
    private final Future<?> alarm;
    private Flow.Subscription subscription;

    private BoundedBody(TransportLimits limits, ScheduledExecutorService scheduler) {
        longest = limits.messageLength();
        alarm = scheduler.schedule(
                () -> fail(new TransportException(Kind.NO_ANSWER, "an answer began but did not end in time")),
                limits.answer().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    static BodyHandler<String> of(TransportLimits limits, ScheduledExecutorService scheduler) {
        return header -> new BoundedBody(limits, scheduler);
    }

    @Override
    public CompletionStage<String> getBody() {
        return body;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (bytes.size() + buffer.remaining() > longest) {
                fail(new TransportException(Kind.TOO_LARGE, "a message is longer than " + longest));
                return;
            }
            byte[] piece = new byte[buffer.remaining()];
            buffer.get(piece);
            bytes.writeBytes(piece);
        }
    }

    @Override
    public void onError(Throwable failure) {
        alarm.cancel(false);
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        alarm.cancel(false);
        body.complete(bytes.toString(StandardCharsets.UTF_8));
    }

    private synchronized void fail(TransportException reason) {
        alarm.cancel(false);
        if (body.completeExceptionally(reason) && subscription != null) {
            subscription.cancel();
        }
    }
}
