package org.portalvoip.benchmark;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** What a WebSocket costs the server with nothing behind it: an echo. */
@ServerEndpoint(value = "/bare", subprotocols = BareSocket.PROTOCOL)
public class BareSocket {
    static final String PROTOCOL = "voip";

    @OnMessage
    public String echo(String message) {
        return message;
    }
}
