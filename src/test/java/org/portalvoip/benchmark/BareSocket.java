package org.portalvoip.benchmark;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** What a WebSocket costs the server when there is nothing behind it: it says back what it hears. */
@ServerEndpoint("/bare")
public class BareSocket {
    @OnMessage
    public String echo(String message) {
        return message;
    }
}
