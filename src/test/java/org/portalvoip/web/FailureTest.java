package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.FakeRequest;
import org.portalvoip.testing.FakeResponse;
import org.portalvoip.testing.LogCapture;

/** Whose fault a failure is: the server's is logged with a reference, the client's is not. */
class FailureTest {
    private final IOException gone =
            thrownIn(new IOException("Connection is closed"), "org.glassfish.grizzly.nio.NIOConnection");

    @AutoClose
    private final LogCapture log = new LogCapture(Failure.class);

    private final List<Integer> statuses = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.undertow.server.protocol.framed.AbstractFramedStreamSourceChannel",
                "org.xnio.conduits.ReadReadyHandler",
                "org.glassfish.grizzly.http.io.InputBuffer",
                "org.apache.catalina.connector.InputBuffer"
            })
    void aClientThatBreaksOffItsRequestIsNoErrorOfTheServer(String reader) throws IOException {
        answer(new RuntimeException(thrownIn(new IOException("Remote peer closed"), "java.io.InputStream", reader)));

        assertThat(statuses).containsExactly(400);
        assertThat(log.messages(Level.SEVERE)).isEmpty();
    }

    /** Neither thrown nor shown: Payara would format a stack trace and make an error page, for each of many requests. */
    @ParameterizedTest
    @CsvSource({"false, 400", "true, 200"})
    void aClientThatIsGoneIsLeftAlone(boolean committed, int status) throws Exception {
        FakeResponse answer = committed ? new FakeResponse().committed() : new FakeResponse();
        new Failures().doFilter(FakeRequest.with(), answer.response, (request, response) -> {
            throw gone;
        });

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.error()).isZero();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void noErrorPageIsMadeForAClientThatIsGone() throws Exception {
        FakeResponse answer = new FakeResponse();
        HttpServletRequest failed = new HttpServletRequestWrapper(FakeRequest.with()) {
            @Override
            public DispatcherType getDispatcherType() {
                return DispatcherType.ERROR;
            }

            @Override
            public Object getAttribute(String name) {
                return name.equals(RequestDispatcher.ERROR_EXCEPTION) ? gone : null;
            }
        };
        new Failures().doFilter(failed, answer.response, (request, response) -> {
            throw new AssertionError("a page");
        });

        assertThat(answer.body()).isEmpty();
        assertThat(log.messages(Level.SEVERE)).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsOne() throws IOException {
        IOException file = thrownIn(
                new IOException("No such file"),
                "java.io.FileInputStream",
                "org.portalvoip.secret.Keyset",
                "io.undertow.servlet.core.ManagedFilter");
        answer(new UncheckedIOException(file));

        assertThat(statuses).containsExactly(500);
        assertThat(log.messages(Level.SEVERE)).hasSize(1);
    }

    @Test
    void soIsADatabaseThatIsLost() throws IOException {
        SocketException socket = thrownIn(new SocketException("Connection reset"), "org.postgresql.core.PGStream");
        answer(new RuntimeException(new SQLException("An I/O error occurred", "08006", socket)));

        assertThat(statuses).containsExactly(503);
        assertThat(log.messages(Level.SEVERE)).hasSize(1);
    }

    private static <T extends IOException> T thrownIn(T failure, String... classes) {
        StackTraceElement[] stack = new StackTraceElement[classes.length];
        for (int i = 0; i < classes.length; i++) {
            stack[i] = new StackTraceElement(classes[i], "read", null, 1);
        }
        failure.setStackTrace(stack);
        return failure;
    }

    private void answer(Throwable failure) throws IOException {
        var response = (HttpServletResponse) Proxy.newProxyInstance(
                HttpServletResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("sendError")) {
                        statuses.add((Integer) arguments[0]);
                    }
                    return null;
                });
        Failure.answer(FakeRequest.with(), response, failure);
    }
}
