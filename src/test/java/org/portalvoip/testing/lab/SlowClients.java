package org.portalvoip.testing.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.portalvoip.testing.Await;

/** Clients of one address that begin a request, or ask for much, and then do nothing; or, to compare, read their answers. */
public final class SlowClients implements AutoCloseable {
    private static final int COUNT = 500;
    private static final int REQUESTS_AT_ONCE = 60;
    /** Nobody else's requests are counted with theirs. */
    private static final String ADDRESS = "127.8.0.1";

    private static final int SMALLEST_BUFFER = 1024;

    private final String what;
    private final URI portal;
    private final SSLContext tls;
    private final List<Socket> clients = new ArrayList<>();
    private final Optional<ExecutorService> reading;

    private SlowClients(String what, URI portal, SSLContext tls, String request) throws IOException {
        this(what, portal, tls, request, Optional.empty());
    }

    private SlowClients(String what, URI portal, SSLContext tls, String request, Optional<ExecutorService> reading)
            throws IOException {
        this.what = what;
        this.portal = portal;
        this.tls = tls;
        this.reading = reading;
        try {
            for (int i = 0; i < COUNT; i++) {
                connect(request.replace("%s", portal.getAuthority()).getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** They send {@code path} a form whose end never comes. {@code tls} is for an address with {@code https}. */
    public static SlowClients bodies(URI portal, SSLContext tls, String path) throws IOException {
        return new SlowClients(
                "slow bodies to " + path,
                portal,
                tls,
                "POST " + path + " HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: 1000\r\n\r\nusername=a");
    }

    /** They never end the head of their request. */
    public static SlowClients heads(URI portal, SSLContext tls) throws IOException {
        return new SlowClients("half headers", portal, tls, "GET /voip/ HTTP/1.1\r\nHost: %s\r\nX-Slow: a");
    }

    /** They ask many times for the largest file that {@code page}, the screen of the parameters, loads, and read no answer. */
    public static SlowClients readers(URI portal, SSLContext tls, String page) throws IOException {
        return new SlowClients("clients that never read", portal, tls, manyRequests(page));
    }

    /** As {@link #readers}, but they read all that comes. */
    public static SlowClients eagerReaders(URI portal, SSLContext tls, String page) throws IOException {
        return new SlowClients(
                "clients that read", portal, tls, manyRequests(page), Optional.of(Executors.newCachedThreadPool()));
    }

    private static String manyRequests(String page) {
        String path = page.replaceFirst("(?s).*\"(/voip/jakarta\\.faces\\.resource/components\\.js[^\"]*)\".*", "$1")
                .replace("&amp;", "&");
        return ("GET " + path + " HTTP/1.1\r\nHost: %s\r\n\r\n").repeat(REQUESTS_AT_ONCE);
    }

    private void connect(byte[] request) throws IOException {
        Socket client = SocketFactory.getDefault().createSocket();
        clients.add(client);
        if (reading.isEmpty()) {
            client.setReceiveBufferSize(SMALLEST_BUFFER);
        }
        client.bind(new InetSocketAddress(InetAddress.getByName(ADDRESS), 0));
        client.connect(new InetSocketAddress(portal.getHost(), portal.getPort()), (int) Await.PATIENTLY.toMillis());
        Socket secured = secured(client);
        secured.getOutputStream().write(request);
        reading.ifPresent(threads -> threads.execute(() -> readAll(secured)));
    }

    private static void readAll(Socket client) {
        try {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException refused) {
            // With the answers that it has not read, the server may end the connection.
        }
    }

    private Socket secured(Socket client) throws IOException {
        if (!portal.getScheme().equals("https")) {
            return client;
        }
        SSLSocket secured =
                (SSLSocket) tls.getSocketFactory().createSocket(client, portal.getHost(), portal.getPort(), true);
        secured.startHandshake();
        return secured;
    }

    /** Waits until the server has given all of them up, and tells how long it took them after this was called. */
    public Duration awaitEnd(Duration patience) throws IOException {
        long begun = System.nanoTime();
        for (Socket client : clients) {
            long left = patience.toMillis()
                    - Duration.ofNanos(System.nanoTime() - begun).toMillis();
            client.setSoTimeout((int) Math.max(1, left));
            try {
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (SocketException reset) {
                // That is one way to close it.
            }
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public String toString() {
        return COUNT + " " + what;
    }

    @Override
    public void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        reading.ifPresent(ExecutorService::shutdown);
    }
}
