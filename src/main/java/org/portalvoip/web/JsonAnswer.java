package org.portalvoip.web;

import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers a program, in JSON. */
public final class JsonAnswer {
    /** Looked up once, because every look-up of the JSON provider searches the class path. */
    public static final JsonProvider JSON = JsonProvider.provider();

    private JsonAnswer() {}

    /** The body of every answer that consists of a sentence: {@code {"message": text}}. */
    public static JsonObject message(String text) {
        return JSON.createObjectBuilder().add("message", text).build();
    }

    /** Answers with {@code status} and {@code body}; the answer must not be cached. */
    public static void send(HttpServletResponse response, int status, JsonObject body) throws IOException {
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType("application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        // Payara keeps what a Writer needs, 16 KB, with the next requests of the connection: for hours, if that is a
        // call.
        response.getOutputStream().write(body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
