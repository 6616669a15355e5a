package org.portalvoip.testing;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A servlet response that remembers what it was told. */
public final class FakeResponse {
    /** The headers, whatever the case of their names. */
    public final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** As the server sees it. */
    public final HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
            HttpServletResponse.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> told(method, arguments));

    private final StringWriter body = new StringWriter();
    private int status = 200;
    private int error;
    private boolean committed;

    /** The status that was set, 200 if none was. */
    public int status() {
        return status;
    }

    /** The status of {@code sendError}, 0 if it was not called. */
    public int error() {
        return error;
    }

    /** What was written. */
    public String body() {
        return body.toString();
    }

    /** From now on a part of the answer is with the client. */
    public FakeResponse committed() {
        committed = true;
        return this;
    }

    private Object told(Method method, Object[] arguments) {
        switch (method.getName()) {
            case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
            case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
            case "setStatus" -> status = (int) arguments[0];
            case "sendError" -> error = (int) arguments[0];
            case "setCharacterEncoding" -> headers.put("charset", (String) arguments[0]);
            case "resetBuffer" -> body.getBuffer().setLength(0);
            default -> {
                return asked(method, arguments);
            }
        }
        return null;
    }

    private Object asked(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "getHeader" -> headers.get((String) arguments[0]);
            case "getStatus" -> status;
            case "isCommitted" -> committed;
            case "getWriter" -> new PrintWriter(body, true);
            case "getOutputStream" -> new Bytes();
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    /** Takes whole texts in UTF-8. */
    private final class Bytes extends ServletOutputStream {
        @Override
        public void write(byte[] bytes, int offset, int length) {
            body.append(new String(bytes, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException("write(int)");
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("setWriteListener");
        }
    }
}
