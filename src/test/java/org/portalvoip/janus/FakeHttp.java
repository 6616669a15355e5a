package org.portalvoip.janus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** HTTP side of {@link FakeJanus}: POST is a request, GET a long poll. */
final class FakeHttp extends FakeConnection {

    private static final long HELD_SECONDS = 30;

    FakeHttp(FakeJanus janus, Socket socket) throws IOException {
        super(janus, socket);
    }

    @Override
    boolean ownsSessions() {
        return false;
    }

    @Override
    void open() {
        // HTTP begins with the first request.
    }

    @Override
    void next() throws IOException, InterruptedException {
        Map<String, String> head = head();
        String[] request = head.get("").split(" ", 3);
        if (request[0].equals("GET")) {
            poll(URI.create(request[1]));
        } else {
            byte[] body = in.readNBytes(Integer.parseInt(head.get("content-length")));
            exchange(new String(body, StandardCharsets.UTF_8));
        }
    }

    private void poll(URI target) throws IOException, InterruptedException {
        FakeSession session = janus.session(Long.parseLong(target.getPath().replaceAll(".*/", "")));
        if (session == null || janus.wrongSecret(secretIn(target))) {
            refuse(session == null ? 404 : 403);
            return;
        }
        janus.polls().incrementAndGet();
        List<String> events = new ArrayList<>();
        String first = first(session);
        events.add(first == null ? "{\"janus\":\"keepalive\"}" : first);
        session.events().drainTo(events, first == null ? 0 : 9);
        deliver("[" + String.join(",", events) + "]", List.of(), session, janus.faultFor("poll"));
    }

    /**
     * The next event, or null if there is none for half a minute; a poll that we cut consumes none. The oldest poll comes
     * first, even if nobody listens at its end any more.
     */
    private String first(FakeSession session) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(HELD_SECONDS);
        Object turn = new Object();
        session.polls().add(turn);
        try {
            while ((session.events().isEmpty() || session.polls().peek() != turn)
                    && !isCut()
                    && System.nanoTime() < end) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
            return isCut() || session.polls().peek() != turn
                    ? null
                    : session.events().poll();
        } finally {
            session.polls().remove(turn);
        }
    }

    private static String secretIn(URI target) {
        String query = target.getQuery();
        return query.contains("apisecret=") ? query.replaceAll(".*apisecret=", "") : null;
    }

    private void refuse(int status) throws IOException {
        write(("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    byte[] wire(String text, int piece) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream(text.length() + 100);
        wire.writeBytes(ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
        for (int from = 0; from < text.length(); from += piece) {
            String part = text.substring(from, Math.min(from + piece, text.length()));
            wire.writeBytes(ascii(Integer.toHexString(part.length()) + "\r\n" + part + "\r\n"));
        }
        wire.writeBytes(ascii("0\r\n\r\n"));
        return wire.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
