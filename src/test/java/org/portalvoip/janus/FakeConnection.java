package org.portalvoip.janus;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A connection of {@link FakeJanus}, with what both transports share: requests, answers and faults. */
abstract class FakeConnection {

    private static final int HUGE = 5_000_000;
    private static final int PIECE = 7;
    private static final long DRIP_MILLIS = 20;

    final FakeJanus janus;
    final DataInputStream in;
    private final Socket socket;
    private final OutputStream out;
    private final CountDownLatch closed = new CountDownLatch(1);

    FakeConnection(FakeJanus janus, Socket socket) throws IOException {
        this.janus = janus;
        this.socket = socket;
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = socket.getOutputStream();
    }

    /** Whether a session ends with this connection, and gets its events over it. */
    abstract boolean ownsSessions();

    final boolean isCut() {
        return socket.isClosed();
    }

    /** Before the first request. */
    abstract void open() throws IOException;

    /** Serves one request. */
    abstract void next() throws IOException, InterruptedException;

    /** The bytes of a message, cut into pieces of this length. */
    abstract byte[] wire(String text, int piece);

    void serve() {
        try (socket) {
            open();
            while (true) {
                next();
            }
        } catch (IOException | InterruptedException gone) {
            // The other side has gone, or a test has reset the connection; both are normal here.
            return;
        } finally {
            closed.countDown();
            janus.closed(this);
        }
    }

    /** Ends the connection with a TCP RST. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyGone) {
            // Already closed, as wanted.
            return;
        }
    }

    /** The request line (under the name "") and header fields of HTTP. */
    Map<String, String> head() throws IOException {
        Map<String, String> head = new HashMap<>(Map.of("", line()));
        for (String field = line(); !field.isEmpty(); field = line()) {
            int colon = field.indexOf(':');
            head.put(
                    field.substring(0, colon).toLowerCase(Locale.ROOT),
                    field.substring(colon + 1).strip());
        }
        return head;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (char c = (char) in.readUnsignedByte(); c != '\n'; c = (char) in.readUnsignedByte()) {
            line.append(c);
        }
        return line.toString().stripTrailing();
    }

    void exchange(String text) throws IOException, InterruptedException {
        JsonObject request = Json.createReader(new StringReader(text)).readObject();
        Fault fault = janus.faultFor(FakeSession.verb(request));
        Queue<String> events = new ArrayDeque<>();
        String answer = janus.answer(request, this, events);
        JsonNumber session = request.getJsonNumber("session_id");
        deliver(answer, events, session == null ? null : janus.session(session.longValue()), fault);
    }

    /** Sends an answer and the events that the request causes; {@code fault} may be null. */
    void deliver(String answer, Collection<String> events, FakeSession session, Fault fault)
            throws IOException, InterruptedException {
        if (fault == null) {
            send(answer);
            events.forEach(event -> session.emit(event));
            return;
        }
        switch (fault) {
            case IN_PIECES -> {
                write(wire(answer, PIECE));
                events.forEach(event -> session.emit(event));
            }
            case DUPLICATE -> {
                send(
                        ownsSessions()
                                ? answer
                                : ("[" + answer + "," + answer + "]")
                                        .replace("[[", "[")
                                        .replace("],[", ",")
                                        .replace("]]", "]"));
                emitTwice(ownsSessions() ? List.of(answer) : List.of(), events, session);
            }
            case EVENTS_FIRST -> {
                events.forEach(event -> session.emit(event));
                send(answer);
            }
            case EVENTS_LOST -> send(answer);
            case GARBAGE -> send("}{ garbage");
            case FOREIGN -> send("{\"status\":\"ok\"}");
            case HUGE -> send("{\"janus\":\"" + "x".repeat(HUGE) + "\"}");
            case SLOW_DRIP -> drip(wire(answer, answer.length()));
            case SILENCE -> {}
            case RESET -> reset();
            case FORBIDDEN -> send(FakeMessages.error(FakeMessages.transactionIn(answer), 403, "Unauthorized request"));
            case SESSION_TIMEOUT -> {
                send(answer);
                if (session != null) {
                    session.timeOut();
                }
            }
        }
    }

    private void emitTwice(List<String> again, Collection<String> events, FakeSession session) {
        again.forEach(this::send);
        for (String event : events) {
            session.emit(event);
            session.emit(event);
        }
    }

    private void drip(byte[] bytes) throws IOException, InterruptedException {
        for (int i = 0; i < bytes.length - 1 && !closed.await(DRIP_MILLIS, TimeUnit.MILLISECONDS); i++) {
            write(new byte[] {bytes[i]});
        }
        closed.await();
    }

    void send(String text) {
        try {
            write(wire(text, Math.max(1, text.length())));
        } catch (IOException e) {
            reset();
        }
    }

    synchronized void write(byte[] bytes) throws IOException {
        if (janus.isSilent()) {
            return;
        }
        out.write(bytes);
        out.flush();
    }
}
