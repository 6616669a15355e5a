package org.portalvoip.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.portalvoip.testing.SampleParameters;
import org.portalvoip.testing.browser.PlainBrowser;
import org.portalvoip.testing.browser.Portal;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.CallTicket;

/** Calls from the browsers of signed-in users. */
final class UserCalls {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int FORBIDDEN = 403;

    private final Portal portal;

    UserCalls(Portal portal) {
        this.portal = portal;
    }

    /** Lets the users of the portal call. */
    void enable(PlainBrowser admin) {
        String values = SampleParameters.COMPLETE.entrySet().stream()
                .map(value -> "\"" + value.getKey() + "\":\"" + value.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        assertThat(admin.send("PUT", "api/parameters", values, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(200);
    }

    Optional<CallTicket> ticket(String cookies) {
        return CallTicket.fetch(portal.uri("call"), cookies);
    }

    /** Opens the socket of the browser that sends these cookies. */
    CallClient open(String cookies) {
        return open(ticket(cookies).orElseThrow());
    }

    private CallClient open(CallTicket ticket) {
        URI call = portal.uri("call");
        return CallClient.open(call, "http://" + call.getAuthority(), ticket);
    }

    /** How a handshake with this ticket is answered; 101 opens the socket, and it is closed again. */
    int status(CallTicket ticket) {
        try {
            open(ticket).close();
            return SWITCHING_PROTOCOLS;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    /** How the server answers a browser with these cookies that fetches a ticket and brings it to the socket. */
    int status(String cookies) {
        return ticket(cookies).map(this::status).orElse(FORBIDDEN);
    }

    static String cookies(PlainBrowser browser) {
        return browser.cookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }
}
