package org.portalvoip.call;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A container's end of a call socket that calls back from inside whatever it is asked to do, as Tyrus does: the result
 * of a send comes inside the send, and a close runs the endpoint's {@code @OnClose}.
 */
final class FakeSocket {
    /** What is done inside {@code send}, {@code ping} and {@code close}. */
    interface Inside {
        void of(String operation);
    }

    static final String ADDRESS = "192.0.2.1";
    static final String LOGIN = "the login";

    final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger closed = new AtomicInteger();
    final Session session = proxy(Session.class, this::session);
    private final RemoteEndpoint.Async remote = proxy(RemoteEndpoint.Async.class, this::remote);
    volatile String caller = "browser of " + ADDRESS;
    /** Whether its browser may only come back to a call. */
    volatile boolean toReturn;

    volatile CloseReason.CloseCode closedWith;
    volatile long idleTimeout = 60_000;
    volatile ClassLoader contextOfSend;
    volatile long sendTimeout = -1;
    private volatile Inside inside = operation -> {};
    private volatile boolean stuck;
    private volatile boolean failing;

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    FakeSocket callingBack(Inside callback) {
        inside = callback;
        return this;
    }

    /** From now on nothing that is sent arrives, and nobody is told so: a browser that does not read. */
    FakeSocket stuck() {
        stuck = true;
        return this;
    }

    /** From now on every send is reported as failed, though the socket stays open. */
    FakeSocket failing() {
        failing = true;
        return this;
    }

    private Object session(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "getAsyncRemote" -> remote;
            case "isOpen" -> closed.get() == 0;
            case "getRequestParameterMap" ->
                Map.of(
                        "org.portalvoip.caller",
                        List.of(caller, ADDRESS, LOGIN, toReturn ? "RETURN" : "CALL", "a ticket"));
            case "getMaxIdleTimeout" -> idleTimeout;
            case "setMaxIdleTimeout" -> {
                idleTimeout = (long) arguments[0];
                yield null;
            }
            case "close" -> close((CloseReason) arguments[0]);
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    private Object close(CloseReason reason) {
        closed.incrementAndGet();
        closedWith = reason.getCloseCode();
        inside.of("close");
        return null;
    }

    private Object remote(Object proxy, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "setSendTimeout" -> sendTimeout = (long) arguments[0];
            case "sendPing" -> inside.of("ping");
            case "sendText" -> {
                contextOfSend = Thread.currentThread().getContextClassLoader();
                send((String) arguments[0], (SendHandler) arguments[1]);
            }
            default -> throw new UnsupportedOperationException(method.getName());
        }
        return null;
    }

    private void send(String text, SendHandler handler) {
        inside.of("send");
        if (stuck) {
            return;
        }
        sent.add(text);
        handler.onResult(
                closed.get() == 0 && !failing ? new SendResult() : new SendResult(new IllegalStateException("closed")));
    }
}
