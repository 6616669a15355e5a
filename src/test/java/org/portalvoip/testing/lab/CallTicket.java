package org.portalvoip.testing.lab;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a page brings to the call socket.
 *
 * @param text the ticket
 * @param cookie the header that names the page's browser
 */
public record CallTicket(String text, String cookie) {
    private static final int MILLIS = 20_000;

    /** A ticket for a browser that has never been here before. */
    public static CallTicket fetch(URI call) {
        return ask(call).orElseThrow(() -> new AssertionError("No ticket"));
    }

    /** As {@link #fetch(URI)}; empty when nobody may call at the moment. */
    public static Optional<CallTicket> ask(URI call) {
        try {
            HttpURLConnection connection = connect(call);
            if (connection.getResponseCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return Optional.empty();
            }
            String ticket = read(connection);
            String cookie = connection.getHeaderField("Set-Cookie").replaceFirst(";.*", "");
            return Optional.of(new CallTicket(ticket, cookie));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A ticket for the browser that sends {@code cookie}; empty when it may not call. */
    public static Optional<CallTicket> fetch(URI call, String cookie) {
        try {
            HttpURLConnection connection = connect(call);
            connection.setRequestProperty("Cookie", cookie);
            return connection.getResponseCode() == HttpURLConnection.HTTP_FORBIDDEN
                    ? Optional.empty()
                    : Optional.of(new CallTicket(read(connection), cookie));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A ticket by which the browser that sends {@code cookie} comes back to its call. */
    static String fetchToReturn(URI call, String cookie) {
        try {
            HttpURLConnection connection = connect(call, "?resume=true");
            connection.setRequestProperty("Cookie", cookie);
            return read(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cookie of a browser that has never been here; who may call does not matter for that. */
    public static String newBrowser(URI call) {
        try {
            HttpURLConnection connection = connect(call, "?resume=true");
            read(connection);
            return connection.getHeaderField("Set-Cookie").replaceFirst(";.*", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a browser that has never been here gets for the token or pass of a portal's user. */
    public static Named fetchAs(URI call, String token) {
        return fetchAs(call, token, "a=b");
    }

    /** As {@link #fetchAs(URI, String)}, for the browser that sends {@code cookie}. */
    public static Named fetchAs(URI call, String token, String cookie) {
        try {
            HttpURLConnection connection = connect(call);
            connection.setRequestProperty("Authorization", "Bearer " + token);
            connection.setRequestProperty("Cookie", cookie);
            if (connection.getResponseCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return new Named(Optional.empty(), "");
            }
            String named = Optional.ofNullable(connection.getHeaderField("Set-Cookie"))
                    .map(header -> header.replaceFirst(";.*", ""))
                    .orElse(cookie);
            try (var answer = Json.createReader(connection.getInputStream())) {
                JsonObject body = answer.readObject();
                return new Named(
                        Optional.of(new CallTicket(body.getString("ticket"), named)), body.getString("pass", ""));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An answer to the token of a portal.
     *
     * @param ticket empty when the visitor may not call
     * @param pass for the next ticket; empty when the token was not accepted
     */
    public record Named(Optional<CallTicket> ticket, String pass) {}

    private static HttpURLConnection connect(URI call) throws IOException {
        return connect(call, "");
    }

    private static HttpURLConnection connect(URI call, String query) throws IOException {
        var connection = (HttpURLConnection)
                call.resolve("api/call-ticket" + query).toURL().openConnection();
        connection.setConnectTimeout(MILLIS);
        connection.setReadTimeout(MILLIS);
        return connection;
    }

    private static String read(HttpURLConnection connection) throws IOException {
        try (var answer = Json.createReader(connection.getInputStream())) {
            return answer.readObject().getString("ticket");
        }
    }

    /** The handshake of a page of {@code origin} that has this ticket. */
    public String handshake(URI call, String origin) {
        return handshake(call, origin, List.of());
    }

    /** As {@link #handshake(URI, String)}, with more lines in its head. */
    String handshake(URI call, String origin, List<String> more) {
        List<String> head = new ArrayList<>(List.of(
                "GET " + call.getPath() + " HTTP/1.1",
                "Host: " + call.getAuthority(),
                "Origin: " + origin,
                "Cookie: " + cookie,
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Protocol: voip, " + text));
        head.addAll(more);
        return String.join("\r\n", head) + "\r\n\r\n";
    }
}
