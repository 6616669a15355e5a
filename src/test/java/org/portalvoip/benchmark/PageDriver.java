package org.portalvoip.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.portalvoip.testing.server.Server;

/**
 * Requests one page over and over on two open connections, so that the server always has work and only the server is
 * measured. Uses plain sockets, because a client library takes as long as the page.
 */
final class PageDriver {
    private static final int CONNECTIONS = 2;

    /**
     * What one page costs.
     *
     * @param millis from one page to the next
     * @param processorMillis processor time of the server's process
     */
    record Cost(double millis, double processorMillis) {}

    private final ProcessHandle server;
    private final URI page;
    private final byte[] request;

    PageDriver(Server server, String path) {
        this.server = ProcessHandle.of(server.pid()).orElseThrow();
        this.page = server.uri(path);
        request = ("GET " + page.getPath() + " HTTP/1.1\r\nHost: " + page.getAuthority()
                        + "\r\nAccept: text/html\r\nAccept-Language: es\r\n\r\n")
                .getBytes(US_ASCII);
    }

    /** Loads the page for {@code time}. */
    Cost load(Duration time) throws InterruptedException, ExecutionException {
        Duration used = Machine.used(server);
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        List<Callable<Integer>> connections =
                Stream.generate(() -> connection(end)).limit(CONNECTIONS).toList();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            int pages = 0;
            for (Future<Integer> connection : threads.invokeAll(connections)) {
                pages += connection.get();
            }
            double millis = (System.nanoTime() - begun) / 1e6;
            return new Cost(millis / pages, Machine.used(server).minus(used).toNanos() / 1e6 / pages);
        } finally {
            threads.shutdown();
        }
    }

    private Callable<Integer> connection(long end) {
        return () -> {
            int pages = 0;
            while (System.nanoTime() < end) {
                pages += pagesOfOneConnection(end);
            }
            return pages;
        };
    }

    /** Until the server closes the connection, which Payara does after 256 requests. */
    private int pagesOfOneConnection(long end) throws IOException {
        try (Socket socket = new Socket(page.getHost(), page.getPort())) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            int pages = 0;
            boolean open = true;
            while (open && System.nanoTime() < end) {
                socket.getOutputStream().write(request);
                open = readAnswer(in);
                pages++;
            }
            return pages;
        }
    }

    /** Returns whether the connection stays open. */
    private boolean readAnswer(InputStream in) throws IOException {
        String status = line(in);
        if (!status.contains(" 200 ")) {
            throw new IOException(page + " answers " + status);
        }
        int length = 0;
        boolean chunked = false;
        boolean open = true;
        for (String field = line(in); !field.isEmpty(); field = line(in)) {
            if (field.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(field.substring(15).strip());
            }
            chunked |= field.equalsIgnoreCase("Transfer-Encoding: chunked");
            open &= !field.equalsIgnoreCase("Connection: close");
        }
        in.skipNBytes(length);
        while (chunked) {
            int chunk = Integer.parseInt(line(in), 16);
            in.skipNBytes(chunk);
            line(in);
            chunked = chunk > 0;
        }
        return open;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The server closed the connection");
            }
            line.append((char) c);
        }
        line.setLength(line.length() - 1);
        return line.toString();
    }
}
