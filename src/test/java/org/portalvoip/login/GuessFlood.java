package org.portalvoip.login;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Portal;

/** Twenty wrong passwords a second from 250 addresses, every other one for the administrator's name. */
final class GuessFlood implements AutoCloseable {
    static final int STRANGERS = 250;
    private static final int MILLIS_BETWEEN = 50;

    private final Portal portal;
    private final AtomicInteger guesses = new AtomicInteger();
    private final ExecutorService strangers = Executors.newCachedThreadPool();
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor();

    private GuessFlood(Portal portal) {
        this.portal = portal;
    }

    static GuessFlood begin(Portal portal) {
        var flood = new GuessFlood(portal);
        ScheduledFuture<?> beats = flood.beat.scheduleAtFixedRate(
                () -> flood.strangers.execute(() -> flood.guess(flood.guesses.getAndIncrement())),
                0,
                MILLIS_BETWEEN,
                TimeUnit.MILLISECONDS);
        if (beats.isDone()) {
            throw new IllegalStateException("The flood has not begun");
        }
        return flood;
    }

    int guesses() {
        return guesses.get();
    }

    private void guess(int stranger) {
        byte[] from = {127, 9, 0, (byte) (1 + stranger % STRANGERS)};
        String name = stranger % 2 == 0 ? "admin" : "nobody" + stranger;
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), portal.uri("").getPort()));
            String request =
                    "GET /voip/api/parameters HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                            + Portal.basic(name, "wrong " + stranger) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            // Whoever is cut off has been answered, too.
        }
    }

    /** Ends when the last stranger has been answered, so that the next test meets no crowd. */
    @Override
    public void close() {
        beat.shutdownNow();
        strangers.shutdown();
        Await.until(Await.PATIENTLY, strangers::isTerminated, terminated -> terminated);
    }
}
