package org.portalvoip.login.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests to the provider. No answer is longer or later than allowed, and no redirect is followed. */
final class ProviderHttp {
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 256 * 1024;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TO_CONNECT).build();
    private final Duration patience;

    /**
     * Requests that take no longer than {@code patience}.
     *
     * @param patience from the beginning of a request to the end of its answer
     */
    ProviderHttp(Duration patience) {
        this.patience = patience;
    }

    /**
     * Sends {@code request}; any status is an answer.
     *
     * @throws IOException when there is no whole answer in time
     */
    HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request.build(), header -> new Bounded());
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(said(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server is being stopped", e);
        } finally {
            answer.cancel(true);
        }
    }

    /** The text at {@code address}, which must be there. */
    String get(URI address) throws IOException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(address).header("Accept", "application/json"));
        if (answer.statusCode() != 200) {
            throw new IOException("it answered " + answer.statusCode());
        }
        return answer.body();
    }

    /** The JDK's client gives some of its exceptions no message, such as when a connection is refused. */
    private static String said(Throwable cause) {
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
    }

    /** The JDK's client limits no body. */
    private static final class Bounded implements BodySubscriber<String> {
        private final BodySubscriber<String> text = BodySubscribers.ofString(UTF_8);
        private long room = MOST_BYTES;
        private Subscription subscription;

        @Override
        public CompletionStage<String> getBody() {
            return text.getBody();
        }

        @Override
        public void onSubscribe(Subscription begun) {
            subscription = begun;
            text.onSubscribe(begun);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            room -= buffers.stream().mapToLong(ByteBuffer::remaining).sum();
            if (room < 0) {
                subscription.cancel();
                text.onError(new IOException("its answer has more than " + MOST_BYTES + " bytes"));
            } else {
                text.onNext(buffers);
            }
        }

        @Override
        public void onError(Throwable failure) {
            text.onError(failure);
        }

        @Override
        public void onComplete() {
            text.onComplete();
        }
    }
}
