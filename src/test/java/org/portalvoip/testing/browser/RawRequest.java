package org.portalvoip.testing.browser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
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
     * @param headers may end with an empty line and a body
     */
    public static Answer send(URI server, String method, String path, String headers) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            String context = server.getPath().replaceFirst("/$", "");
            String request = method + " " + context + path + " HTTP/1.1\r\nHost: " + server.getAuthority()
                    + "\r\nConnection: close\r\n" + headers + "\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            String answer = answer(socket);
            return new Answer(Integer.parseInt(answer.substring(9, 12)), answer);
        }
    }

    private static String answer(Socket socket) throws IOException {
        var answer = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(answer);
        } catch (SocketException reset) {
            // That is how a server closes that has not read the whole body; what it has said counts.
        }
        return answer.toString(UTF_8);
    }
}
