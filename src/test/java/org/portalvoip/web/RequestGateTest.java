package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.portalvoip.testing.FakeRequest;
import org.portalvoip.testing.FakeResponse;
import org.portalvoip.web.Refusals.Reason;

/**
 * What is refused before any of our code has read it. Longer than 200 lines, because each kind of request has its own
 * limit.
 */
class RequestGateTest {
    private static final int PASSED = 0;

    static final List<String> SECOND_SPELLINGS = List.of(
            "//login",
            "/./login",
            "/admin/../login",
            "/login;x=1",
            "/%6cogin",
            "/login\\x",
            "/.login",
            "/a%00",
            "/login.xhtml",
            "/admin/parameters.xhtml");

    private static final HttpServletRequest SLOW_BODY = FakeRequest.to("POST", "/login", "Content-Length", "9");

    private final RequestGate gate = new RequestGate();
    private final Refusals refusals = new Refusals();
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private volatile String words;

    RequestGateTest() {
        gate.use(new SameOrigin(Optional.empty(), List.of()), refusals);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /login, 0",
        "HEAD, /login, 0",
        "POST, /login, 0",
        "PUT, /login, 405",
        "DELETE, /login, 405",
        "TRACE, /login, 405",
        "get, /login, 405",
        "GET, /api/parameters, 0",
        "PUT, /api/parameters, 0",
        "DELETE, /api/parameters, 0",
        "OPTIONS, /api/parameters, 405",
        "PATCH, /api/parameters, 405"
    })
    void aPageIsReadAndPostedAndAProgramMayDoMore(String method, String path, int status) {
        assertThat(answer(FakeRequest.to(method, path))).isEqualTo(status);
    }

    @ParameterizedTest
    @FieldSource("SECOND_SPELLINGS")
    void anotherSpellingOfAPathIsNotFound(String path) {
        assertThat(answer(FakeRequest.to("GET", path))).isEqualTo(404);
    }

    @Test
    void whoIsRefusedIsCountedAndWhoPassesIsNot() {
        answer(FakeRequest.to("GET", "/login"));
        answer(FakeRequest.to("PUT", "/login"));
        answer(FakeRequest.to("TRACE", "/login"));
        answer(FakeRequest.to("GET", "//login"));

        assertThat(refusals.of(Reason.METHOD)).isEqualTo(2);
        assertThat(refusals.of(Reason.SPELLING)).isEqualTo(1);
        assertThat(Stream.of(Reason.values()).mapToLong(refusals::of).sum()).isEqualTo(3);
    }

    @Test
    void aResourceOfFacesIsNoPage() {
        assertThat(answer(FakeRequest.to("GET", "/jakarta.faces.resource/theme.css.xhtml")))
                .isEqualTo(PASSED);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /login,          evil, 0",
        "POST, /login,          evil, 403",
        "PUT,  /api/parameters, evil, 403",
        "POST, /login,          portal, 0"
    })
    void onlyOurOwnPageMayChange(String method, String path, String host, int status) {
        var request = FakeRequest.to(method, path, "Host", "portal.example", "Origin", "https://" + host + ".example");
        assertThat(answer(request)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"262144, 0", "262145, 413", "9999999999, 413"})
    void aBodyHasALimit(String length, int status) {
        assertThat(answer(FakeRequest.to("POST", "/login", "Content-Length", length)))
                .isEqualTo(status);
        assertThat(answer(FakeRequest.to("PUT", "/api/parameters", "Content-Length", length)))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /login,          411",
        "GET,  /login,          411",
        "GET,  /api/parameters, 411",
        "PUT,  /api/parameters, 0"
    })
    void onlyAProgramMaySendAChangeInChunks(String method, String path, int status) {
        assertThat(answer(FakeRequest.to(method, path, "Transfer-Encoding", "chunked")))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"gzip, 415", "br, 415", "identity, 0", "' Identity ', 0"})
    void aBodyIsSentAsItIs(String coding, int status) {
        assertThat(answer(FakeRequest.to("PUT", "/api/parameters", "Content-Encoding", coding)))
                .isEqualTo(status);
        assertThat(answer(FakeRequest.to("POST", "/login", "Content-Encoding", coding)))
                .isEqualTo(status);
    }

    @Test
    void overHttp2ABodyOfAPageNeedsItsLengthToo() {
        assertThat(answer(FakeRequest.to("POST", "/login", "protocol", "HTTP/2.0")))
                .isEqualTo(411);
        assertThat(answer(FakeRequest.to("POST", "/login", "protocol", "HTTP/2.0", "Content-Length", "0")))
                .isEqualTo(PASSED);
        assertThat(answer(FakeRequest.to("PUT", "/api/parameters", "protocol", "HTTP/2.0")))
                .isEqualTo(PASSED);
        assertThat(answer(FakeRequest.to("GET", "/login", "protocol", "HTTP/2.0")))
                .isEqualTo(PASSED);
    }

    @Test
    void bodiesThatNeverEndHoldAFewThreadsOnly() throws Exception {
        whileUnderWay(RequestSlots.MOST_BODIES_OF_A_NETWORK, SLOW_BODY, () -> {
            assertThat(answer(SLOW_BODY)).isEqualTo(429);
            assertThat(answer(FakeRequest.to("POST", "/login", "Content-Length", "9", "Cookie", "session")))
                    .isEqualTo(PASSED);
            assertThat(answer(FakeRequest.to("GET", "/login"))).isEqualTo(PASSED);
            assertThat(answer(FakeRequest.to("POST", "/logout", "Content-Length", "0")))
                    .isEqualTo(PASSED);
        });
        assertThat(answer(SLOW_BODY)).isEqualTo(PASSED);
    }

    @Test
    void answersThatNobodyReadsHoldLessThanAThirdOfTheThreads() throws Exception {
        var page = FakeRequest.to("GET", "/");
        whileUnderWay(RequestSlots.MOST_OF_A_NETWORK, page, () -> {
            assertThat(answer(page)).isEqualTo(429);
            assertThat(answer(SLOW_BODY)).as("a place of another kind").isEqualTo(PASSED);
            assertThat(answer(FakeRequest.to("GET", "/", "Cookie", "session"))).isEqualTo(PASSED);
        });
        assertThat(answer(page)).isEqualTo(PASSED);
    }

    @Test
    void whoeverIsOneTooManyGetsASentenceAndNoPage() throws Exception {
        var page = FakeRequest.to("GET", "/", "Accept-Language", "en");
        whileUnderWay(RequestSlots.MOST_OF_A_NETWORK, page, () -> {
            assertThat(answer(page)).isEqualTo(429);
            assertThat(words).isEqualTo("""
                    Please try again

                    Too many requests are being handled at the same time. Try again in a moment; nothing was saved.
                    """);
            assertThat(headers)
                    .containsEntry("Content-Type", "text/plain")
                    .containsEntry("Retry-After", "1")
                    .containsEntry("Connection", "close");
        });
    }

    /** Runs {@code then} while {@code count} such requests stand behind the gate. */
    private void whileUnderWay(int count, HttpServletRequest request, Runnable then) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch underWay = new CountDownLatch(count);
        ExecutorService clients = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < count; i++) {
                clients.execute(() -> answer(request, () -> {
                    underWay.countDown();
                    await(end);
                }));
            }
            await(underWay);
            then.run();
        } finally {
            end.countDown();
            clients.shutdown();
        }
        assertThat(clients.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Otherwise a client may send its next request into a connection that the server is about to close. */
    @ParameterizedTest
    @CsvSource({
        "PUT,  /api/parameters, 300000, close",
        "POST, /login,          300000, close",
        "PUT,  /login,          3,      close",
        "GET,  /a%00,           -1,"
    })
    void aBodyThatIsNotReadEndsTheConnection(String method, String path, String length, String connection) {
        assertThat(answer(FakeRequest.to(method, path, "Content-Length", length)))
                .isGreaterThanOrEqualTo(400);
        assertThat(headers.get("Connection")).isEqualTo(connection);
    }

    private int answer(HttpServletRequest request) {
        return answer(request, () -> {});
    }

    /** The status of the refusal, or {@link #PASSED}. */
    private int answer(HttpServletRequest request, Runnable behindTheGate) {
        FakeResponse answer = new FakeResponse();
        AtomicBoolean passes = new AtomicBoolean();
        FilterChain chain = (passed, unanswered) -> {
            behindTheGate.run();
            passes.set(true);
        };
        try {
            gate.doFilter(request, answer.response, chain);
        } catch (IOException | ServletException e) {
            throw new AssertionError(e);
        }
        headers.putAll(answer.headers);
        words = answer.body();
        return passes.get() ? PASSED : Math.max(answer.status(), answer.error());
    }
}
