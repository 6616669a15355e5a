package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.PlainBrowser;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/** Clients that take their time, on a server without a proxy in front: everybody else gets their pages meanwhile. */
@ExtendWith(SharedServer.class)
class SlowClientsIT {
    private static final int CLIENTS = 500;
    private static final int PAGES = 200;
    private static final int SLOWER_ONES = PAGES / 20;
    private static final int REQUESTS_AT_ONCE = 60;
    /** Of all the slow clients: nobody else's requests are counted with theirs. */
    private static final String ADDRESS = "127.8.0.1";

    private static final int SMALLEST_BUFFER = 1024;
    /** Far more than on a machine that does nothing else: without limits, no page comes at all. */
    private static final Duration SLOWEST = Duration.ofSeconds(10);

    private static Server server;
    private static Administrator admin;
    private static Duration quiet;

    @BeforeAll
    static void measureWithoutThem(Server shared, Administrator administrator) {
        server = shared;
        admin = administrator;
        pages();
        quiet = pages();
    }

    @Test
    void bodiesThatNeverEnd() throws IOException {
        besides(
                "slow bodies",
                "POST /voip/login HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: 1000\r\n\r\nusername=a");
    }

    @Test
    void headersThatNeverEnd() throws IOException {
        besides("half headers", "GET /voip/ HTTP/1.1\r\nHost: %s\r\nX-Slow: a");
    }

    @Test
    void answersThatNobodyReads() throws IOException {
        String script = scriptOf(admin.get("admin/parameters").body());
        besides(
                "clients that never read",
                ("GET " + script + " HTTP/1.1\r\nHost: %s\r\n\r\n").repeat(REQUESTS_AT_ONCE));
    }

    /** The address of the largest file that a page of ours loads. */
    private static String scriptOf(String page) {
        return page.replaceFirst("(?s).*\"(/voip/jakarta\\.faces\\.resource/components\\.js[^\"]*)\".*", "$1")
                .replace("&amp;", "&");
    }

    /** Sends {@code request} on {@value #CLIENTS} connections that nobody reads, and opens the portal meanwhile. */
    private static void besides(String who, String request) throws IOException {
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(connect(request));
            }
            Duration meanwhile = pages();
            assertThat(admin.get("admin/parameters").statusCode()).isEqualTo(200);
            System.out.printf(
                    "%d %s: %d of %d pages, p95 %.1f ms (%.1f ms without them)%n",
                    CLIENTS, who, PAGES, PAGES, millis(meanwhile), millis(quiet));
            assertThat(meanwhile).isLessThan(SLOWEST);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    private static Socket connect(String request) throws IOException {
        URI portal = server.uri("");
        Socket client = new Socket();
        client.setReceiveBufferSize(SMALLEST_BUFFER);
        client.bind(new InetSocketAddress(InetAddress.getByName(ADDRESS), 0));
        client.connect(new InetSocketAddress(portal.getHost(), portal.getPort()), (int) Await.PATIENTLY.toMillis());
        client.getOutputStream()
                .write(request.replace("%s", portal.getAuthority()).getBytes(StandardCharsets.ISO_8859_1));
        return client;
    }

    /** How long nineteen of twenty pages take at most. */
    private static Duration pages() {
        PlainBrowser visitor = new PlainBrowser(server.uri(""));
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < PAGES; i++) {
            long begun = System.nanoTime();
            assertThat(visitor.get("").statusCode()).isEqualTo(200);
            times.add(System.nanoTime() - begun);
        }
        Collections.sort(times);
        return Duration.ofNanos(times.get(PAGES - SLOWER_ONES - 1));
    }
}
