package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.call.CallTicketServlet.Answer;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.start.Settings;
import org.portalvoip.web.Refusals;
import org.portalvoip.web.SameOrigin;

/**
 * Who gets a ticket, for whom it is, and which cookie comes with it. Longer than 200 lines, because each kind of caller
 * gets another ticket, or none.
 */
class CallTicketServletTest {
    private static final String GUEST = "https://portal.elsewhere.example";
    private static final String NETWORK = "network 192.0.2.1";
    private static final PortalUser ANA = new PortalUser("ana", "", "");

    private final CallTickets tickets = NodeWithKey.none().tickets();
    private final CallTicketServlet servlet = new CallTicketServlet();
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> parameters = new TreeMap<>();
    private final DoorSettings settings = new DoorSettings(GUEST);
    private Optional<PortalUser> named = Optional.empty();
    private boolean crowded;
    private int tokensRead;
    private final FakeDrain drain = new FakeDrain();
    private Principal user;
    private Cookie cookie;
    private boolean secure;

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    void beans() {
        servlet.tickets = tickets;
        servlet.drain = drain;
        servlet.refusals = new Refusals();
        servlet.gateway = new JanusGateway() {
            @Override
            public boolean isCrowded() {
                return crowded;
            }
        };
        servlet.visitors = new Visitors();
        servlet.visitors.tickets = tickets;
        servlet.visitors.settings = settings;
        servlet.origins = new SameOrigin(settings);
        servlet.portals = new PortalCallers() {
            @Override
            Optional<PortalUser> named(HttpServletRequest request, Collection<String> holders) {
                tokensRead++;
                return named;
            }
        };
        headers.put("Host", "desk.example");
    }

    private Answer issue() {
        return servlet.issue(request());
    }

    private Answer issue(String parameter, String value) {
        parameters.put(parameter, value);
        return issue();
    }

    private static String text(Answer answer, String name) {
        return answer.body().getString(name, "");
    }

    private boolean opens(Answer answer, String... holders) {
        return tickets.read(text(answer, "ticket"), List.of(holders)).isPresent();
    }

    @Test
    void whoWouldFindNoLineGetsNoTicketAndKeepsThePortalsToken() {
        crowded = true;
        Answer refusal = issue();

        assertThat(refusal.status()).isEqualTo(403);
        assertThat(text(refusal, "reason")).isEqualTo("ALL_LINES_BUSY");
        assertThat(tokensRead).isZero();
        assertThat(servlet.refusals.of(Refusals.Reason.LINES)).isOne();
    }

    @Test
    void whoComesBackHasALine() {
        crowded = true;
        assertThat(issue("resume", "true").status()).isEqualTo(200);
    }

    /** A reason would end the phone's call. */
    @Test
    void aNodeThatIsBeingEmptiedGivesNoTicketAndNoReason() {
        drain.begun = true;
        Answer answer = issue();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().get("Connection")).isEqualTo("close");
    }

    @Test
    void aVisitorGetsATicketForTheBrowserAndItsName() {
        Answer answer = issue();

        Cookie name = answer.cookie().orElseThrow();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(opens(answer, Visitors.browser(name.getValue()))).isTrue();
        assertThat(opens(answer, NETWORK)).isFalse();
        assertThat(name.getPath()).isEqualTo("/voip");
        assertThat(name.isHttpOnly()).isTrue();
        assertThat(name.getSecure()).isFalse();
        assertThat(name.getAttribute("SameSite")).isEqualTo("Lax");
        assertThat(answer.headers().get("Vary")).contains("Cookie", "Origin");
    }

    @Test
    void behindTlsTheCookieIsSecure() {
        secure = true;
        assertThat(issue().cookie().orElseThrow().getSecure()).isTrue();
    }

    @Test
    void aBrowserThatHasANameKeepsIt() {
        String browser = tickets.newBrowser();
        cookie = new Cookie(Visitors.COOKIE, browser);

        Answer answer = issue();

        assertThat(answer.cookie()).isEmpty();
        assertThat(opens(answer, Visitors.browser(browser))).isTrue();
    }

    @Test
    void aSignedInUserNeedsNoCookie() {
        user = () -> "ana";

        Answer answer = issue();

        assertThat(answer.cookie()).isEmpty();
        assertThat(opens(answer, "user ana")).isTrue();
    }

    @Test
    void aBrowserThatKeepsNoCookiesIsKnownByItsNetwork() {
        Answer answer = issue("cookie", "none");

        assertThat(answer.cookie()).isEmpty();
        assertThat(opens(answer, NETWORK)).isTrue();
    }

    @Test
    void aPageOfAnAllowedOriginMayReadTheTicketOfItsNetwork() {
        headers.put("Origin", GUEST);

        Answer answer = issue();

        assertThat(answer.headers().get("Access-Control-Allow-Origin")).isEqualTo(GUEST);
        assertThat(answer.headers().get("Access-Control-Allow-Credentials")).isNull();
        assertThat(answer.cookie()).isEmpty();
        assertThat(opens(answer, NETWORK)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", ""})
    void anotherPageGetsNone(String origin) {
        headers.put("Origin", origin);
        named = Optional.of(ANA);

        Answer answer = issue();

        assertThat(answer.status()).isEqualTo(403);
        assertThat(text(answer, "reason")).isEqualTo("NOT_ALLOWED");
        assertThat(text(answer, "ticket")).isEmpty();
        assertThat(answer.headers().get("Access-Control-Allow-Origin")).isNull();
        assertThat(answer.cookie()).isEmpty();
    }

    @Test
    void whereOnlyUsersMayCallAVisitorIsToldToSignIn() {
        settings.callers = Settings.Callers.AUTHENTICATED;

        Answer answer = issue();

        assertThat(answer.status()).isEqualTo(403);
        assertThat(text(answer, "reason")).isEqualTo("SIGN_IN");
        user = () -> "ana";
        assertThat(issue().status()).isEqualTo(200);
    }

    @Test
    void whoComesBackNeedsNoRightToCall() {
        settings.callers = Settings.Callers.AUTHENTICATED;

        Answer answer = issue("resume", "true");

        String holder = Visitors.browser(answer.cookie().orElseThrow().getValue());
        assertThat(tickets.read(text(answer, "ticket"), List.of(holder)))
                .map(CallTickets.Ticket::purpose)
                .contains(CallTickets.Purpose.RETURN);
        headers.put("Origin", "https://evil.example");
        assertThat(issue("resume", "true").status()).isEqualTo(403);
    }

    @Test
    void aTicketForATestCallIsGoodForNothingElse() {
        user = () -> "ana";

        Answer answer = issue("trial", "true");

        assertThat(tickets.read(text(answer, "ticket"), List.of("user ana")))
                .map(CallTickets.Ticket::purpose)
                .contains(CallTickets.Purpose.TRIAL);
    }

    @Test
    void whomThePortalNamesMayCallAndComeAgain() {
        settings.callers = Settings.Callers.AUTHENTICATED;
        named = Optional.of(ANA);

        Answer answer = issue();

        String holder = Visitors.browser(answer.cookie().orElseThrow().getValue());
        assertThat(tickets.read(text(answer, "ticket"), List.of(holder))
                        .orElseThrow()
                        .user())
                .contains(ANA);
        assertThat(tickets.readPass(text(answer, "pass"), List.of(holder))).contains(ANA);
    }

    @Test
    void aVisitorGetsNoPass() {
        assertThat(text(issue(), "pass")).isEmpty();
    }

    private HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> headers.get((String) arguments[0]);
                    case "getParameter" -> parameters.get((String) arguments[0]);
                    case "getRemoteAddr" -> "192.0.2.1";
                    case "getContextPath" -> "/voip";
                    case "getProtocol" -> "HTTP/1.1";
                    case "getCookies" -> cookie == null ? null : new Cookie[] {cookie};
                    case "getUserPrincipal" -> user;
                    case "isSecure" -> secure;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
