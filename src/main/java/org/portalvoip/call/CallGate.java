package org.portalvoip.call;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.portalvoip.call.CallTickets.Purpose;
import org.portalvoip.call.CallTickets.Ticket;
import org.portalvoip.web.CallerLogin;
import org.portalvoip.web.ClientNetwork;
import org.portalvoip.web.Refusals;
import org.portalvoip.web.Refusals.Reason;
import org.portalvoip.web.SameOrigin;

/**
 * The entrance of the call socket, before the upgrade. A request that is no handshake gets 426, and one that brings more
 * than its head 400; a node that is being emptied answers 503. The page must be ours or have an allowed origin, and bring
 * a ticket of {@link CallTickets} behind the sub-protocol {@code voip}; with {@code voip.callers=authenticated} the caller
 * must be signed in, or named by the portal, or have a ticket that only lets browsers come back. Everybody else gets 403.
 * Longer than 200 lines, because every reason to refuse stands here, in the order in which it is tried.
 */
public class CallGate extends HttpFilter {
    private static final Logger LOG = System.getLogger(CallGate.class.getName());
    private static final int UPGRADE_REQUIRED = 426;
    private static final long NANOS_BETWEEN_WARNINGS = 60_000_000_000L;

    /** The sub-protocol of what browser and server say on the socket. */
    static final String PROTOCOL = "voip";

    /**
     * Carries the caller to the endpoint, which sees neither request nor address; no browser can set it. One parameter for
     * all, because Tyrus keeps three copies of each.
     */
    private static final String CALLER = "org.portalvoip.caller";

    private static final String PROTOCOLS = "Sec-WebSocket-Protocol";

    /** The header fields of a handshake (RFC 6455 section 4.1); of its extensions, no server of ours needs to know. */
    private static final List<String> HANDSHAKE =
            List.of("Host", "Connection", "Upgrade", "Origin", "Sec-WebSocket-Key", "Sec-WebSocket-Version", PROTOCOLS);

    /** What stands where in that parameter; the portal's user comes last, if there is one. */
    private static final int WHO = 0;

    private static final int NETWORK = 1;
    private static final int LOGIN = 2;
    private static final int PURPOSE = 3;
    private static final int TICKET = 4;
    private static final int USER = 5;

    @Inject
    SameOrigin origins;

    @Inject
    Visitors visitors;

    @Inject
    CallTickets tickets;

    @Inject
    Drain drain;

    @Inject
    Refusals refusals;

    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        int refusal = refusal(request);
        Optional<Ticket> ticket = refusal == 0 ? admission(request) : Optional.empty();
        if (ticket.isPresent()) {
            Caller caller = visitors.caller(request, ticket.get().user());
            chain.doFilter(new WithCaller(request, caller, ticket.get()), response);
        } else {
            refuse(request, response, refusal == 0 ? HttpServletResponse.SC_FORBIDDEN : refusal);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, int refusal) throws IOException {
        if (refusal == UPGRADE_REQUIRED) {
            response.setHeader("Upgrade", "websocket");
            warnOfProxy(request);
        }
        response.setHeader("Connection", refusal == UPGRADE_REQUIRED ? "Upgrade" : "close");
        response.sendError(refusal);
    }

    /** 0 for a handshake and nothing else. */
    private int refusal(HttpServletRequest request) throws IOException {
        if (drain.hasBegun()) {
            refusals.count(Reason.DRAIN);
            return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        }
        int status = handshake(request);
        if (status != 0) {
            refusals.count(Reason.HANDSHAKE);
        }
        return status;
    }

    private static int handshake(HttpServletRequest request) throws IOException {
        if (!names(request, "Upgrade", "websocket") || !names(request, "Connection", "upgrade")) {
            return UPGRADE_REQUIRED;
        }
        return bringsMore(request) ? HttpServletResponse.SC_BAD_REQUEST : 0;
    }

    /** The ticket of a welcome caller; it is used last, so that no handshake that is refused uses it up. */
    private Optional<Ticket> admission(HttpServletRequest request) {
        if (!origins.mayCall(request)) {
            return refused(Reason.STRANGER);
        }
        Optional<Ticket> ticket = tickets.read(ticket(request), visitors.holders(request));
        if (ticket.filter(shown -> !isWelcome(shown, request)).isPresent()) {
            return refused(Reason.CALLER);
        }
        return ticket.filter(tickets::use).or(() -> refused(Reason.TICKET));
    }

    private boolean isWelcome(Ticket ticket, HttpServletRequest request) {
        return ticket.purpose() == Purpose.RETURN || ticket.user().isPresent() || visitors.mayCall(request);
    }

    private Optional<Ticket> refused(Reason reason) {
        refusals.count(reason);
        return Optional.empty();
    }

    private static boolean names(HttpServletRequest request, String header, String token) {
        return items(request, header).anyMatch(token::equalsIgnoreCase);
    }

    /** Not in the address, which proxies and servers write to their logs. */
    private static String ticket(HttpServletRequest request) {
        return items(request, PROTOCOLS)
                .filter(item -> !item.equals(PROTOCOL))
                .findFirst()
                .orElse("");
    }

    private static Stream<String> items(HttpServletRequest request, String header) {
        String list = Objects.requireNonNullElse(request.getHeader(header), "");
        return Stream.of(list.split(",", -1)).map(String::strip);
    }

    /**
     * Whether anything came behind the head of the handshake. Tyrus would hand it to its reader on the thread that is
     * about to make that reader ready, and that thread would wait for itself for ever; no browser sends a frame before
     * it has the answer (RFC 6455 section 4.1).
     */
    private static boolean bringsMore(HttpServletRequest request) throws IOException {
        return request.getContentLengthLong() > 0
                || request.getHeader("Transfer-Encoding") != null
                || request.getInputStream().available() > 0;
    }

    /** A proxy that does not know WebSockets drops the two headers of one hop, and passes the others on. */
    private void warnOfProxy(HttpServletRequest request) {
        long now = System.nanoTime();
        long next = nextWarning.get();
        if (request.getHeader("Sec-WebSocket-Key") != null
                && now - next >= 0
                && nextWarning.compareAndSet(next, now + NANOS_BETWEEN_WARNINGS)) {
            LOG.log(
                    Level.WARNING,
                    "Nobody can call: a proxy in front of this server drops the headers Upgrade and Connection of the"
                            + " call socket {0}. Let it pass them on, as server-config/nginx/voip.conf does",
                    request.getRequestURI());
        }
    }

    /** The caller on this socket. */
    static Caller callerOf(Session session) {
        List<String> told = told(session);
        return new Caller(
                told.get(WHO),
                new ClientNetwork(told.get(NETWORK)),
                told.stream().skip(USER).findFirst().map(PortalUser::parse));
    }

    /** The login that the call on this socket ends with; empty when there is none. */
    static String loginOf(Session session) {
        return told(session).get(LOGIN);
    }

    /** What this socket is for. */
    static Purpose purposeOf(Session session) {
        return Purpose.valueOf(told(session).get(PURPOSE));
    }

    /** The name of the ticket that has admitted this socket. */
    static String ticketOf(Session session) {
        return told(session).get(TICKET);
    }

    private static List<String> told(Session session) {
        return session.getRequestParameterMap().get(CALLER);
    }

    /**
     * The request with the caller among its parameters, which are the only part of it that every server passes to the
     * endpoint.
     */
    private static final class WithCaller extends HttpServletRequestWrapper {
        private Map<String, String[]> told;

        WithCaller(HttpServletRequest request, Caller caller, Ticket ticket) {
            super(request);
            Stream<String> known = Stream.of(
                    caller.who(),
                    caller.network().text(),
                    CallerLogin.of(request),
                    ticket.purpose().name(),
                    ticket.name());
            Stream<String> user = caller.portalUser().map(PortalUser::text).stream();
            told = Map.of(CALLER, Stream.concat(known, user).toArray(String[]::new));
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return told;
        }

        /** Only what makes a handshake: Tyrus keeps a copy of all for as long as the socket is open. */
        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.enumeration(HANDSHAKE);
        }

        /** Without the ticket, which is used, and which nobody needs to keep. */
        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(PROTOCOLS)
                    ? Collections.enumeration(
                            items(this, PROTOCOLS).filter(PROTOCOL::equals).toList())
                    : super.getHeaders(name);
        }

        /** Forgets what the handshake has read: Payara keeps this object for as long as the socket is open. */
        @Override
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> reader) throws IOException, ServletException {
            told = Map.of();
            return FrameWatch.upgrade((HttpServletRequest) getRequest(), reader);
        }
    }
}
