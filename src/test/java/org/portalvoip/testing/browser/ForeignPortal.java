package org.portalvoip.testing.browser;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.portalvoip.testing.server.Server;

/**
 * A portal of another origin than the server: the samples of the guide for developers of portals, and pages that a test
 * writes. In all of them {@code https://desk.example} stands for the server.
 */
public final class ForeignPortal implements AutoCloseable {
    /** For a page, before it loads: collects the events of its {@code <voip-call>} for {@link #heard}. */
    public static final String HEAR = """
            window.heard = [];
            for (const name of ['voip-call-started', 'voip-call-ended'])
              document.addEventListener(name, ({ type, detail, target }) =>
                heard.push([type, target.id, JSON.stringify(detail)].join(' ')));
            """;

    private static final Path SAMPLES = Path.of("src/test/portals");
    /** Those that {@code src/test/portals/build} has built, which Maven does before the tests in a server. */
    private static final Path BUILT = Path.of("target/portals");

    private static final Map<String, String> TYPES = Map.of("html", "text/html", "js", "text/javascript");
    private static final String DESK = "https://desk.example";

    private final HttpServer http;
    private final String desk;
    private final Map<String, String> pages = new ConcurrentHashMap<>();

    /** On any free port. */
    public ForeignPortal(Server server) {
        this(server, 0);
    }

    public ForeignPortal(Server server, int port) {
        desk = "http://" + server.uri("").getAuthority();
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::answer);
        http.start();
    }

    /** The sample {@code name}. */
    public URI sample(String name) {
        return uri("/" + name + "/index.html");
    }

    /** A page with this {@code head} and {@code body}; each one replaces the last. */
    public URI page(String head, String body) {
        pages.put("/page", """
                <!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><title>Portal</title>%s
                <script type="module" src="%s/voip/footer.js"></script></head><body>%s</body></html>
                """.formatted(head, DESK, body));
        return uri("/page");
    }

    /** A page as of {@link #page}, without our line. */
    public URI pageWithoutTheLine() {
        pages.put("/without", """
                <!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><title>Portal</title></head><body></body></html>
                """);
        return uri("/without");
    }

    /** Waits for so many events of the icon in {@code page}, and returns all: name, id of the element, detail. */
    public List<String> heard(Page page, int count) {
        page.waitForFunction("count => heard.length >= count", count);
        return ((List<?>) page.evaluate("heard")).stream().map(String::valueOf).toList();
    }

    /** As in the header {@code Origin}. */
    public String origin() {
        return origin(http.getAddress().getPort());
    }

    /** That of a portal on this port. */
    public static String origin(int port) {
        return "http://127.0.0.1:" + port;
    }

    private URI uri(String path) {
        return URI.create(origin() + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/favicon.ico")) {
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            String page = pages.containsKey(path) ? pages.get(path) : Files.readString(file(path));
            byte[] body = page.replace(DESK, desk).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type(path));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** As a web server would, which has the folder {@code dist} of a built sample. */
    private static Path file(String path) {
        String[] names = path.split("/", 3);
        Path built = BUILT.resolve(names[1]).resolve("dist").resolve(names[2]);
        return Files.exists(built) ? built : SAMPLES.resolve(names[1]).resolve(names[2]);
    }

    private static String type(String path) {
        return TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "text/html");
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
