package org.portalvoip.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portalvoip.testing.SampleParameters;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.lab.CallRawClient;
import org.portalvoip.testing.server.Server;

/** No visitor fills the log of a server that logs as {@code server-config} says. */
@Tag("thorough")
class LogFloodIT {
    private static final int TIMES = 20;
    /** Each may leave a line of the product's own, but no stack trace: Payara's are two to seven kilobytes. */
    private static final int MOST_BYTES = 10_000;

    private static final int LITTLE = 1024;
    private static final String HEAD = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    private static final String FORM =
            "POST /voip/login" + HEAD + "Content-Type: application/x-www-form-urlencoded\r\n";

    @TempDir
    static Path folder;

    private static Server server;
    private static Administrator administrator;

    @BeforeAll
    static void start() {
        server = Server.startQuiet(folder.resolve("data"));
        administrator = Administrator.signIn(server);
        administrator.save(SampleParameters.COMPLETE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void oddRequestsFillNoLog() throws IOException {
        List<String> odd = List.of(
                "GET /%uff0e" + HEAD + "\r\n",
                "GET /voip/%zz" + HEAD + "\r\n",
                "GET /voip/login?a=%zz&%=1" + HEAD + "\r\n",
                "GET /voip/jakarta.faces.resource/nothing.js.xhtml?ln=voip" + HEAD + "\r\n",
                "GET /voip/" + HEAD + "Upgrade: h2c\r\nHTTP2-Settings: x\r\n\r\n",
                FORM + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
                FORM + "Content-Length: 3\r\n\r\n%zz",
                FORM.replace("x-www-form-urlencoded", "broken").replace("application", "multipart")
                        + "Content-Length: 3\r\n\r\na=b",
                FORM.replace("x-www-form-urlencoded", "form-data").replace("application", "multipart")
                        + "Content-Length: 3\r\n\r\na=b");
        long before = Files.size(server.log());
        for (int i = 0; i < TIMES; i++) {
            for (String request : odd) {
                try (Socket socket = open(request)) {
                    socket.getInputStream().readAllBytes();
                }
            }
        }
        assertFewLines(before, TIMES * odd.size(), "odd requests");
    }

    @Test
    void clientsThatBreakOffTheirBodiesFillNoLog() throws IOException {
        long before = Files.size(server.log());
        for (int i = 0; i < TIMES; i++) {
            for (String path : List.of("POST /voip/login", "PUT /voip/api/parameters")) {
                reset(
                        open(
                                path + HEAD + "Cookie: " + administrator.cookie()
                                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nusername=a"));
            }
        }
        assertFewLines(before, 2 * TIMES, "broken bodies");
    }

    /** Payara serves such requests one after the other, each into the broken connection. */
    @Test
    void clientsThatReadNoAnswerFillNoLog() throws IOException {
        List<String> pages =
                List.of("/voip/", "/voip/api/phone-texts", "/voip/nothing-here", "/voip/phone/headset.svg");
        long before = Files.size(server.log());
        for (String page : pages) {
            Socket socket = open(("GET " + page + " HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(TIMES * TIMES));
            assertThat(socket.getInputStream().read()).isNotNegative();
            reset(socket);
        }
        assertFewLines(before, TIMES * TIMES * pages.size(), "answers that nobody read");
    }

    @Test
    @Tag("once")
    void framesThatAreTooLongFillNoLog() throws IOException {
        long before = Files.size(server.log());
        for (int i = 0; i < TIMES; i++) {
            try (var browser = new CallRawClient(server.uri("call"), origin())) {
                browser.hear("ready").say("a".repeat(20_000)).awaitEnd();
            }
        }
        assertFewLines(before, TIMES, "frames of 20 KB");
    }

    private static String origin() {
        return "http://" + server.uri("").getAuthority();
    }

    private static Socket open(String request) throws IOException {
        URI portal = server.uri("");
        Socket socket = new Socket();
        socket.setReceiveBufferSize(LITTLE);
        socket.connect(new InetSocketAddress(portal.getHost(), portal.getPort()));
        socket.getOutputStream()
                .write(request.replace("localhost", portal.getAuthority()).getBytes(ISO_8859_1));
        return socket;
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** The server reads the last ones after their clients are gone; a page comes after them. */
    private static void assertFewLines(long before, int times, String what) throws IOException {
        assertThat(administrator.get("").statusCode()).isEqualTo(200);
        long bytes = Files.size(server.log()) - before;
        System.out.printf("%d %s: %d bytes in the log%n", times, what, bytes);
        assertThat(bytes).as(endOfLog()).isLessThan(MOST_BYTES);
    }

    private static String endOfLog() throws IOException {
        try (Stream<String> lines = Files.lines(server.log(), ISO_8859_1)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - 40), all.size()));
        }
    }
}
