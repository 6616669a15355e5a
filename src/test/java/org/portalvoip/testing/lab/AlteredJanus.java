package org.portalvoip.testing.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** The Janus of a lab over HTTP, whose answers are altered on their way. */
public final class AlteredJanus implements AutoCloseable {
    private final HttpClient real = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final UnaryOperator<String> change;

    private AlteredJanus(HttpServer server, UnaryOperator<String> change) {
        this.server = server;
        this.change = change;
    }

    /**
     * Starts one.
     *
     * @param change makes of each answer the one that arrives
     */
    public static AlteredJanus start(UnaryOperator<String> change) {
        try {
            AlteredJanus janus = new AlteredJanus(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), change);
            janus.server.createContext("/", janus::pass);
            janus.server.setExecutor(janus.threads);
            janus.server.start();
            return janus;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI address = URI.create("http://127.0.0.1:8088" + exchange.getRequestURI());
            byte[] body = exchange.getRequestBody().readAllBytes();
            var answer = real.send(
                    HttpRequest.newBuilder(address)
                            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.ofString());
            byte[] altered = change.apply(answer.body()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.statusCode(), altered.length);
            exchange.getResponseBody().write(altered);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** For parameter 324. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/janus";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
