package org.portalvoip.testing.browser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** Sends a request exactly as written, which no HTTP client does. */
public final class RawRequest {
    /** The status, and everything that came with it: headers and body. */
    public record Answer(int status, String text) {}

    private RawRequest() {}

    /**
     * Sends the request and reads the answer until the server closes.
     *
     * @param path what comes between the method and the protocol, after the context path of {@code server}
     */
    public static Answer send(URI server, String method, String path, String headers) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            String context = server.getPath().replaceFirst("/$", "");
            String request = method + " " + context + path + " HTTP/1.1\r\nHost: " + server.getAuthority()
                    + "\r\nConnection: close\r\n" + headers + "\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            return new Answer(Integer.parseInt(answer.substring(9, 12)), answer);
        }
    }
}
