package org.portalvoip.testing.lab;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.stream.Collectors;

/** The admin API of the lab's Janus. */
public final class JanusAdmin {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String secret;

    public JanusAdmin(String secret) {
        this.secret = secret;
    }

    public int handles() {
        int handles = 0;
        for (var session : sessions()) {
            // A session may end between the two requests.
            JsonArray list = ask("/" + session, verb("list_handles")).getJsonArray("handles");
            handles += list == null ? 0 : list.size();
        }
        return handles;
    }

    public void timeOutSessions() {
        for (var session : sessions()) {
            ask("/" + session, verb("set_session_timeout").add("timeout", 1));
        }
    }

    /** Whether Janus creates sessions from now on. */
    public void acceptSessions(boolean accept) {
        ask("", verb("accept_new_sessions").add("accept", accept));
    }

    /** The ids of all sessions. */
    public Set<Long> sessionIds() {
        return sessions().getValuesAs(JsonNumber.class).stream()
                .map(JsonNumber::longValueExact)
                .collect(Collectors.toSet());
    }

    private JsonArray sessions() {
        return ask("", verb("list_sessions")).getJsonArray("sessions");
    }

    private static JsonObjectBuilder verb(String name) {
        return Json.createObjectBuilder().add("janus", name).add("transaction", "lab");
    }

    private JsonObject ask(String path, JsonObjectBuilder question) {
        String json = question.add("admin_secret", secret).build().toString();
        HttpRequest post = HttpRequest.newBuilder(URI.create("http://127.0.0.1:7088/admin" + path))
                .POST(BodyPublishers.ofString(json))
                .build();
        try (var reader = Json.createReader(
                new StringReader(HTTP.send(post, BodyHandlers.ofString()).body()))) {
            return reader.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
