package org.portalvoip.testing.lab;

import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * What a page brings to the call socket.
 *
 * @param text the ticket
 * @param cookie the header that names the page's browser
 */
public record CallTicket(String text, String cookie) {
    private static final int MILLIS = 20_000;

    /** A ticket for a browser that has been here never before. */
    public static CallTicket fetch(URI call) {
        try {
            var connection =
                    (HttpURLConnection) call.resolve("api/call-ticket").toURL().openConnection();
            connection.setConnectTimeout(MILLIS);
            connection.setReadTimeout(MILLIS);
            try (var answer = Json.createReader(connection.getInputStream())) {
                String ticket = answer.readObject().getString("ticket");
                return new CallTicket(
                        ticket, connection.getHeaderField("Set-Cookie").replaceFirst(";.*", ""));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The handshake of a page of {@code origin} that has this ticket. */
    public String handshake(URI call, String origin) {
        return String.join(
                "\r\n",
                "GET " + call.getPath() + " HTTP/1.1",
                "Host: " + call.getAuthority(),
                "Origin: " + origin,
                "Cookie: " + cookie,
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Protocol: voip, " + text,
                "",
                "");
    }
}
