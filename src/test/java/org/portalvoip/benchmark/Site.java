package org.portalvoip.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.server.Server;

/** A server to measure, set up for guests, with a Janus that does not exist until {@link #use} names one. */
final class Site {
    /** Nobody listens there. */
    static final String NOWHERE = "ws://127.0.0.1:9/";

    private static final HttpClient VISITOR = HttpClient.newHttpClient();

    private final Administrator administrator;

    Site(Server server) {
        administrator = Administrator.signIn(server);
        use(NOWHERE, "visitor", null, "0800");
    }

    /** Switches the footer on or off. */
    void callable(boolean on) {
        save(Map.of(323, on ? "S" : "N"));
    }

    /** Lets {@code user} call {@code extension} through {@code janus}; a guest has no {@code password}. */
    void use(String janus, String user, String password, String extension) {
        Map<Integer, String> values = new HashMap<>(Map.of(323, "S", 325, "127.0.0.1", 326, "5061"));
        values.putAll(Map.of(324, janus, 327, user, 329, extension));
        values.put(328, password);
        values.put(330, password == null ? "3" : "1");
        save(values);
    }

    private void save(Map<Integer, String> values) {
        HttpResponse<String> answer = administrator.putParameters(values);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    Administrator administrator() {
        return administrator;
    }

    /** What a visitor gets who is not signed in. */
    HttpResponse<String> visit(String path) {
        try {
            return VISITOR.send(HttpRequest.newBuilder(administrator.uri(path)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A figure of {@link ServerProbe}. */
    double probe(String figure) {
        HttpResponse<String> answer = visit("api/benchmark/" + figure);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Double.parseDouble(answer.body());
    }
}
