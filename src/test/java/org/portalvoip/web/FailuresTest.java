package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
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

    @Test
    void aRequestThatBecameAWebSocketIsNotAnsweredASecondTime() {
        FilterChain upgradedThenLost = (request, response) -> {
            ((HttpServletRequest) request).upgrade(HttpUpgradeHandler.class);
            throw new IllegalStateException("The socket ended while its handshake was being answered");
        };

        assertThatCode(() ->
                        new Failures().doFilter(FakeRequest.with("Upgrade", "websocket"), RECYCLED, upgradedThenLost))
                .doesNotThrowAnyException();
    }
}
