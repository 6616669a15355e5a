package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.start.Settings;
import org.portalvoip.testing.LogCapture;
import org.portalvoip.web.CallerLogin;
import org.portalvoip.web.Refusals;
import org.portalvoip.web.Refusals.Reason;
import org.portalvoip.web.SameOrigin;

/**
 * What passes the door of the call socket, and what the rest is told. Longer than 200 lines, because each refusal has
 * its own cause, status and sentence.
 */
class CallGateTest {
    private static final int PASSED = 101;
    private static final String PROTOCOLS = "Sec-WebSocket-Protocol";
    private static final String NETWORK = "network 192.0.2.1";

    private final CallTickets tickets = NodeWithKey.none().tickets();
    private final CallGate gate = new CallGate();
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> answered = new HashMap<>();
    private final DoorSettings settings = new DoorSettings();
    private final FakeDrain drain = new FakeDrain();
    private final Refusals refusals = new Refusals();
    private Principal user;
    private String login;
    private Cookie cookie;
    private int bytesBehind;
    private long length = -1;
    private int status;
    private HttpServletRequest passed;

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    void anHonestPage() {
        gate.visitors = new Visitors();
        gate.visitors.tickets = tickets;
        gate.visitors.settings = settings;
        gate.tickets = tickets;
        gate.drain = drain;
        gate.refusals = refusals;
        gate.origins = new SameOrigin(settings);
        headers.put("Host", "portal.example");
        headers.put("Origin", "https://portal.example");
        headers.put("Upgrade", "websocket");
        headers.put("Connection", "keep-alive, Upgrade");
        headers.put("Sec-WebSocket-Key", "x");
        bring(tickets.issue(NETWORK, Optional.empty()));
    }

    private void bring(String ticket) {
        headers.put(PROTOCOLS, "voip, " + ticket);
    }

    /** The name of the ticket that it brings. */
    private String name() {
        String ticket = headers.get(PROTOCOLS).replaceFirst(".* ", "");
        return tickets.read(ticket, List.of(NETWORK)).orElseThrow().name();
    }

    private int knock() throws Exception {
        passed = null;
        gate.doFilter(request(), response(), (request, response) -> passed = (HttpServletRequest) request);
        return passed == null ? status : PASSED;
    }

    @Test
    void whyNobodyComesInIsCounted() throws Exception {
        knock();
        assertThat(refusals.of(Reason.TICKET)).isZero();
        knock(); // the ticket is used up
        headers.put("Origin", "https://evil.example");
        knock();
        headers.remove("Upgrade");
        knock();

        for (Reason reason : List.of(Reason.TICKET, Reason.STRANGER, Reason.HANDSHAKE)) {
            assertThat(refusals.of(reason)).as(reason.name()).isEqualTo(1);
        }
    }

    @Test
    void anHonestPageComesIn() throws Exception {
        assertThat(knock()).isEqualTo(PASSED);
        assertThat(passed.getParameterMap()).containsOnlyKeys("org.portalvoip.caller");
        assertThat(passed.getParameterMap().get("org.portalvoip.caller"))
                .containsExactly(NETWORK, "192.0.2.1", "", "CALL", name());
    }

    /** Payara keeps a copy for as long as the socket is open. */
    @Test
    void theServerIsToldOnlyWhatMakesAHandshakeAndNoTicket() throws Exception {
        headers.put("Cookie", "a=b");
        headers.put("User-Agent", "a long name");
        assertThat(knock()).isEqualTo(PASSED);
        assertThat(Collections.list(passed.getHeaderNames()))
                .containsAll(List.of("Host", "Origin", "Connection", "Upgrade", "Sec-WebSocket-Key"))
                .doesNotContain("Cookie", "User-Agent");
        assertThat(Collections.list(passed.getHeaders("sec-websocket-protocol")))
                .containsExactly("voip");
        assertThat(Collections.list(passed.getHeaders("Host"))).containsExactly("portal.example");
    }

    @Test
    void noSubProtocolIsInventedForWhoAsksForNone() throws Exception {
        headers.put(PROTOCOLS, tickets.issue(NETWORK, Optional.empty()));
        assertThat(knock()).isEqualTo(PASSED);
        assertThat(Collections.list(passed.getHeaders(PROTOCOLS))).isEmpty();
    }

    @Test
    void aNodeThatIsBeingEmptiedSendsEverybodyToAnotherAndUsesNoTicketUp() throws Exception {
        drain.begun = true;
        assertThat(knock()).isEqualTo(503);

        drain.begun = false;
        assertThat(knock()).isEqualTo(PASSED);
    }

    @Test
    void theLoginThatTheCallEndsWithIsPassedOn() throws Exception {
        login = "the login";
        assertThat(knock()).isEqualTo(PASSED);
        assertThat(passed.getParameterMap().get("org.portalvoip.caller")[2]).isEqualTo("the login");
    }

    @ParameterizedTest
    @CsvSource({"Upgrade,h2c", "Upgrade,''", "Connection,close", "Connection,''"})
    void whatIsNoHandshakeIsTold426(String header, String value) throws Exception {
        headers.put(header, value);

        assertThat(knock()).isEqualTo(426);
        assertThat(answered).containsEntry("Upgrade", "websocket");
    }

    @Test
    void aProxyThatDropsTheUpgradeIsNamedInTheLogOnceAMinute() throws Exception {
        headers.remove("Upgrade");
        headers.remove("Connection");
        try (LogCapture log = new LogCapture(CallGate.class)) {
            knock();
            knock();

            assertThat(log.messages(Level.WARNING)).singleElement().asString().contains("proxy", "Upgrade");
        }
    }

    @Test
    void whoOnlyTypesTheAddressIsNoProxy() throws Exception {
        headers.keySet().removeIf(name -> !name.equals("Host"));
        try (LogCapture log = new LogCapture(CallGate.class)) {
            assertThat(knock()).isEqualTo(426);
            assertThat(log.messages(Level.WARNING)).isEmpty();
        }
    }

    @Test
    void whatBringsBytesBehindItsHeadIsRefusedAndItsConnectionClosed() throws Exception {
        bytesBehind = 1;

        assertThat(knock()).isEqualTo(400);
        assertThat(answered).containsEntry("Connection", "close");

        bytesBehind = 0;
        assertThat(knock()).as("the ticket is still good").isEqualTo(PASSED);
    }

    @Test
    void whatAnnouncesABodyIsRefused() throws Exception {
        length = 1;
        assertThat(knock()).isEqualTo(400);

        length = -1;
        headers.put("Transfer-Encoding", "chunked");
        assertThat(knock()).isEqualTo(400);

        headers.remove("Transfer-Encoding");
        length = 0;
        assertThat(knock()).as("no body").isEqualTo(PASSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "https://portal.example.evil.example", ""})
    void aForeignPageIsRefused(String origin) throws Exception {
        headers.put("Origin", origin);

        assertThat(knock()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"voip", "voip, invented", "", "voip, ,"})
    void withoutATicketNobodyComesIn(String protocols) throws Exception {
        headers.put("Sec-WebSocket-Protocol", protocols);

        assertThat(knock()).isEqualTo(403);
    }

    @Test
    void aTicketIsGoodOnce() throws Exception {
        assertThat(knock()).isEqualTo(PASSED);
        assertThat(knock()).isEqualTo(403);
    }

    @Test
    void aBrowsersTicketNeedsItsCookie() throws Exception {
        String browser = tickets.newBrowser();
        bring(tickets.issue(Visitors.browser(browser), Optional.empty()));

        assertThat(knock()).as("no cookie").isEqualTo(403);
        cookie = new Cookie(Visitors.COOKIE, tickets.newBrowser());
        assertThat(knock()).as("another browser").isEqualTo(403);
        cookie = new Cookie(Visitors.COOKIE, browser);
        assertThat(knock()).isEqualTo(PASSED);
        assertThat(passed.getParameterMap().get("org.portalvoip.caller")[0]).isEqualTo("browser " + browser);
    }

    @Test
    void aUsersTicketNeedsTheUser() throws Exception {
        bring(tickets.issue("user ana", Optional.empty()));

        assertThat(knock()).as("nobody").isEqualTo(403);
        user = () -> "eva";
        assertThat(knock()).as("another user").isEqualTo(403);
        user = () -> "ana";
        assertThat(knock()).isEqualTo(PASSED);
        assertThat(passed.getParameterMap().get("org.portalvoip.caller")[0]).isEqualTo("user ana");
    }

    @Test
    void whereOnlyUsersMayCallNobodyElseComesIn() throws Exception {
        settings.callers = Settings.Callers.AUTHENTICATED;
        assertThat(knock()).isEqualTo(403);

        user = () -> "anonymous";
        assertThat(knock()).as("WildFly's name for nobody").isEqualTo(403);

        user = () -> "ana";
        assertThat(knock()).as("the ticket is still good").isEqualTo(PASSED);
    }

    @Test
    void whoComesBackNeedsNoRightToCallButItsOwnTicketAndPage() throws Exception {
        settings.callers = Settings.Callers.AUTHENTICATED;
        bring(tickets.issue(CallTickets.Purpose.RETURN, NETWORK, Optional.empty()));
        assertThat(knock()).isEqualTo(PASSED);
        assertThat(passed.getParameterMap().get("org.portalvoip.caller")[3]).isEqualTo("RETURN");
        assertThat(knock()).as("again").isEqualTo(403);

        bring(tickets.issue(CallTickets.Purpose.RETURN, "browser of somebody else", Optional.empty()));
        assertThat(knock()).as("foreign").isEqualTo(403);
        bring(tickets.issue(CallTickets.Purpose.RETURN, NETWORK, Optional.empty()));
        headers.put("Origin", "https://evil.example");
        assertThat(knock()).as("evil").isEqualTo(403);
    }

    @Test
    void whomThePortalNamesComesInWithoutSigningInAndCountsAsThatUser() throws Exception {
        settings.callers = Settings.Callers.AUTHENTICATED;
        PortalUser ana = new PortalUser("ana", "Ana", "INC-7");
        bring(tickets.issue(NETWORK, Optional.of(ana)));

        assertThat(knock()).isEqualTo(PASSED);
        assertThat(passed.getParameterMap().get("org.portalvoip.caller"))
                .containsExactly("portal user ana", "192.0.2.1", "", "CALL", name(), ana.text());
        assertThat(knock()).as("again").isEqualTo(403);
        bring(tickets.issuePass(NETWORK, ana));
        assertThat(knock()).as("a pass is no ticket").isEqualTo(403);
    }

    private HttpServletRequest request() {
        return proxy(HttpServletRequest.class, (method, arguments) -> switch (method) {
            case "getHeader" -> headers.get((String) arguments[0]);
            case "getHeaders" -> Collections.enumeration(List.of(headers.get((String) arguments[0])));
            case "getContentLengthLong" -> length;
            case "getRemoteAddr" -> "192.0.2.1";
            case "getRequestURI" -> "/voip/call";
            case "getCookies" -> cookie == null ? null : new Cookie[] {cookie};
            case "getUserPrincipal" -> user;
            case "getAttribute" -> arguments[0].equals(CallerLogin.class.getName()) ? login : null;
            case "getInputStream" -> new Behind();
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (method, arguments) -> {
            if (method.equals("setHeader")) {
                answered.put((String) arguments[0], (String) arguments[1]);
            } else if (method.equals("sendError")) {
                status = (int) arguments[0];
            }
            return null;
        });
    }

    private interface Does {
        Object it(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Does does) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> does.it(method.getName(), arguments)));
    }

    /** What came with the handshake. */
    private final class Behind extends ServletInputStream {
        @Override
        public int available() {
            return bytesBehind;
        }

        @Override
        public boolean isFinished() {
            return bytesBehind == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read() {
            return -1;
        }
    }
}
