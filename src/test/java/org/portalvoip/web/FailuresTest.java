package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.portalvoip.testing.FakeRequest;

/** What the filter does with a failure that can no longer be answered. */
class FailuresTest {
    /** As on Payara when a WebSocket has taken the connection and returned it. */
    private static final HttpServletResponse RECYCLED = (HttpServletResponse) Proxy.newProxyInstance(
            HttpServletResponse.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> {
                throw new NullPointerException("recycled: " + method.getName());
            });

    static Stream<Exception> whatEndsAHandshake() {
        return Stream.of(
                new IllegalStateException("The socket ended while its handshake was being answered"),
                new ServletException("the same, wrapped"),
                new IOException("the connection is gone"));
    }

    @ParameterizedTest
    @MethodSource("whatEndsAHandshake")
    void aRequestThatBecameAWebSocketIsNotAnsweredASecondTime(Exception failure) {
        FilterChain upgradedThenLost = (request, response) -> {
            ((HttpServletRequest) request).upgrade(HttpUpgradeHandler.class);
            fail(failure);
        };

        assertThatCode(() ->
                        new Failures().doFilter(FakeRequest.with("Upgrade", "websocket"), RECYCLED, upgradedThenLost))
                .doesNotThrowAnyException();
    }

    @Test
    void aConnectionThatIsGoneBeforeAnUpgradeIsLeftToTheServer() {
        FilterChain lost = (request, response) -> {
            throw new IOException("the connection is gone");
        };

        assertThatThrownBy(() -> new Failures().doFilter(FakeRequest.with("Upgrade", "websocket"), RECYCLED, lost))
                .isInstanceOf(IOException.class);
    }

    private static void fail(Exception failure) throws IOException, ServletException {
        if (failure instanceof IOException io) {
            throw io;
        } else if (failure instanceof ServletException servlet) {
            throw servlet;
        }
        throw (RuntimeException) failure;
    }
}
