package org.portalvoip.testing.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.portalvoip.testing.Await;

/** Sockets that say nothing. Each has a visitor who opens it again soon after the server has closed it. */
public final class IdleSockets implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration TO_OPEN = Duration.ofSeconds(30);
    private static final int SWITCHING = 101;

    private final URI call;
    private final String origin;
    private final IntFunction<String> header;
    private final Set<RawSocket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile boolean over;

    /**
     * Opens the sockets of {@code visitors}, {@code each} as many, and returns when there were so many.
     *
     * @param header a line for the head of each handshake of a visitor
     */
    public IdleSockets(CallWorld world, int visitors, int each, IntFunction<String> header) {
        this.call = world.server.uri("call");
        this.origin = world.origin();
        this.header = header;
        for (int i = 0; i < visitors * each; i++) {
            int visitor = i % visitors;
            Thread thread = new Thread(() -> keepOpening(visitor), "idle visitor " + visitor);
            thread.setDaemon(true);
            thread.start();
        }
        Await.until(TO_OPEN, opened::get, sockets -> sockets >= visitors * each);
    }

    private void keepOpening(int visitor) {
        while (!over) {
            try (RawSocket socket = new RawSocket(call, visitor)) {
                open.add(socket);
                socket.write(socket.handshake(origin, header.apply(visitor)));
                if (socket.status() == SWITCHING) {
                    opened.incrementAndGet();
                    socket.awaitClosed();
                }
                open.remove(socket);
            } catch (IOException | UncheckedIOException refused) {
                // Then again.
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** How many were opened so far. */
    public int opened() {
        return opened.get();
    }

    @Override
    public void close() {
        over = true;
        open.forEach(RawSocket::close);
    }
}
