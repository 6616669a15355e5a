package org.portalvoip.login.oidc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider that answers too much, too slowly, or with a redirect. */
class ProviderHttpTest {
    private final CountDownLatch over = new CountDownLatch(1);
    private final ProviderHttp http = new ProviderHttp(Duration.ofSeconds(2));
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            exchange.getResponseHeaders().add("Location", "/good");
            exchange.sendResponseHeaders(path.equals("/moved") ? 302 : 200, 0);
            OutputStream body = exchange.getResponseBody();
            body.write("{}".getBytes(US_ASCII));
            if (path.equals("/endless")) {
                while (over.getCount() > 0) {
                    body.write(new byte[64 * 1024]);
                }
            }
            body.flush();
            if (path.equals("/slow")) {
                over.await();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private String get(String path) throws IOException {
        return http.get(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
    }

    @Test
    void aGoodAnswerIsRead() throws IOException {
        assertThat(get("/good")).isEqualTo("{}");
    }

    @Test
    void anEndlessAnswerFillsNoMemory() {
        assertThatThrownBy(() -> get("/endless"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 262144");
    }

    @Test
    void anAnswerThatDoesNotEndIsNotWaitedFor() {
        assertThatThrownBy(() -> get("/slow")).isInstanceOf(IOException.class).hasMessage("no answer within 2 s");
    }

    @Test
    void noRedirectIsFollowed() {
        assertThatThrownBy(() -> get("/moved")).isInstanceOf(IOException.class).hasMessage("it answered 302");
    }
}
