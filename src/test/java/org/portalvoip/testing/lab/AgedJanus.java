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

/** The Janus of a lab over HTTP, which says that it is of a version from before 1.0. */
public final class AgedJanus implements AutoCloseable {
    /** Whatever the real one says. */
    private static final String VERSION = "\"version_string\":\"[^\"]*\"";

    private final HttpClient real = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private AgedJanus(HttpServer server) {
        this.server = server;
    }

    public static AgedJanus start() {
        try {
            AgedJanus janus =
                    new AgedJanus(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
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
            byte[] aged = answer.body()
                    .replaceAll(VERSION, "\"version_string\":\"0.11.8\"")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.statusCode(), aged.length);
            exchange.getResponseBody().write(aged);
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
