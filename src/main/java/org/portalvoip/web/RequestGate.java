package org.portalvoip.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.portalvoip.web.Refusals.Reason;
import org.portalvoip.web.RequestSlots.Slot;

/**
 * Refuses what none of our pages and no honest program sends: another spelling of a path (404), an unusual method
 * (405), a change requested by another site's page (403), a body without a length (411), above 256 KiB (413) or
 * compressed (415). Only a program may send a change without its length, because our REST resources themselves stop
 * reading at a limit. When too many requests are under way at the same time ({@link RequestSlots}), the next ones are
 * refused, too (429).
 */
public class RequestGate extends HttpFilter {
    static final long MOST_BYTES = 256 * 1024;

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> CHANGING_BY_PROGRAM = Set.of("POST", "PUT", "DELETE");
    private static final Set<String> CHANGING_BY_BROWSER = Set.of("POST");

    /** An empty or dotted segment, a path parameter, a backslash, or anything encoded; none of our paths has them. */
    private static final Pattern SECOND_SPELLING = Pattern.compile("//|/\\.|[;%\\\\]");

    /** A page under the name of its file; only the resources of Faces have addresses that end like that. */
    private static final Pattern FILE_OF_A_PAGE = Pattern.compile("(?!.*/jakarta\\.faces\\.resource/).*\\.xhtml");

    private static final Map<Reason, Integer> STATUS = Map.of(
            Reason.SPELLING, HttpServletResponse.SC_NOT_FOUND,
            Reason.METHOD, HttpServletResponse.SC_METHOD_NOT_ALLOWED,
            Reason.ORIGIN, HttpServletResponse.SC_FORBIDDEN,
            Reason.LENGTH, HttpServletResponse.SC_LENGTH_REQUIRED,
            Reason.CODING, HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
            Reason.SIZE, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);

    private final RequestSlots slots = new RequestSlots();
    private SameOrigin origins;
    private Refusals refusals;

    /** The rule to judge by, and where to count whom it refuses. */
    @Inject
    void use(SameOrigin rule, Refusals counts) {
        origins = rule;
        refusals = counts;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Reason refusal = refusal(request);
        if (refusal != null) {
            refusals.count(refusal);
            leaveBody(request, response);
            response.sendError(STATUS.get(refusal));
            return;
        }
        Slot slot = new Slot(
                ClientNetwork.of(request.getRemoteAddr()), request.isRequestedSessionIdValid(), hasBody(request));
        if (!slots.take(slot)) {
            refusals.count(Reason.CROWD);
            response.setHeader("Connection", "close");
            response.setHeader("Retry-After", "1");
            Failure.refuseBriefly(request, response, Failure.TOO_MANY_REQUESTS);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            slots.giveBack(slot);
        }
    }

    /**
     * Says that the answer comes before the body is read, and that the connection ends with it: its client must not send the
     * next request on it, and WildFly would keep a thread until the whole body has come.
     */
    public static void leaveBody(HttpServletRequest request, HttpServletResponse response) {
        if (hasBody(request)) {
            response.setHeader("Connection", "close");
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() != 0 && !READING.contains(request.getMethod());
    }

    /** Null for a request that may go on. */
    private Reason refusal(HttpServletRequest request) {
        boolean changing = (RequestPath.isForProgram(request) ? CHANGING_BY_PROGRAM : CHANGING_BY_BROWSER)
                .contains(request.getMethod());
        String address = request.getRequestURI();
        if (SECOND_SPELLING.matcher(address).find()
                || FILE_OF_A_PAGE.matcher(address).matches()) {
            return Reason.SPELLING;
        }
        if (!changing && !READING.contains(request.getMethod())) {
            return Reason.METHOD;
        }
        if (changing && !origins.mayChange(request)) {
            return Reason.ORIGIN;
        }
        if (hidesLength(request, changing) && !(changing && RequestPath.isForProgram(request))) {
            return Reason.LENGTH;
        }
        if (isCoded(request)) {
            return Reason.CODING;
        }
        return request.getContentLengthLong() > MOST_BYTES ? Reason.SIZE : null;
    }

    /** A body in gzip, for example, which Payara would decode and WildFly would not. */
    private static boolean isCoded(HttpServletRequest request) {
        String coding = request.getHeader("Content-Encoding");
        return coding != null && !coding.strip().equalsIgnoreCase("identity");
    }

    /** HTTP/2 has no Transfer-Encoding: there, a body simply comes without Content-Length (RFC 9113, 8.1.1). */
    private static boolean hidesLength(HttpServletRequest request, boolean changing) {
        boolean framed = request.getProtocol().startsWith("HTTP/2");
        return request.getHeader("Transfer-Encoding") != null
                || (framed && changing && request.getContentLengthLong() < 0);
    }
}
