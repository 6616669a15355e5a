package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
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
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.start.Settings;
import org.portalvoip.web.Refusals;
import org.portalvoip.web.SameOrigin;

/** Who gets a ticket, for whom it is, and which cookie comes with it. */
class CallTicketResourceTest {
    private static final String GUEST = "https://portal.elsewhere.example";
    private static final String NETWORK = "network 192.0.2.1";
    private static final PortalUser ANA = new PortalUser("ana", "", "");

    private final CallTickets tickets = NodeWithKey.none().tickets();
    private final CallTicketResource resource = new CallTicketResource();
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
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
        resource.tickets = tickets;
        resource.drain = drain;
        resource.refusals = new Refusals();
        resource.gateway = new JanusGateway() {
            @Override
            public boolean isCrowded() {
                return crowded;
            }
        };
        resource.visitors = new Visitors();
        resource.visitors.tickets = tickets;
        resource.visitors.settings = settings;
        resource.origins = new SameOrigin(settings);
        resource.portals = new PortalCallers() {
            @Override
            Optional<PortalUser> named(HttpServletRequest request, Collection<String> holders) {
                tokensRead++;
                return named;
            }
        };
        headers.put("Host", "desk.example");
    }

    private Response issue(String ofCookies) {
        return resource.issue(request(), ofCookies, null, null);
    }

    private static String text(Response answer, String name) {
        return ((JsonObject) answer.getEntity()).getString(name, "");
    }

    private boolean opens(Response answer, String... holders) {
        return tickets.read(text(answer, "ticket"), List.of(holders)).isPresent();
    }

    @Test
    void whoWouldFindNoLineGetsNoTicketAndKeepsThePortalsToken() {
        crowded = true;
        Response refusal = issue(null);

        assertThat(refusal.getStatus()).isEqualTo(403);
        assertThat(text(refusal, "reason")).isEqualTo("ALL_LINES_BUSY");
        assertThat(tokensRead).isZero();
        assertThat(resource.refusals.of(Refusals.Reason.LINES)).isOne();
    }

    @Test
    void whoComesBackHasALine() {
        crowded = true;
        assertThat(resource.issue(request(), null, "true", null).getStatus()).isEqualTo(200);
    }

    /** A reason would end the phone's call. */
    @Test
    void aNodeThatIsBeingEmptiedGivesNoTicketAndNoReason() {
        drain.begun = true;
        Response answer = issue(null);

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat((JsonObject) answer.getEntity()).isEmpty();
        assertThat(answer.getHeaderString("Connection")).isEqualTo("close");
    }

    @Test
    void aVisitorGetsATicketForTheBrowserAndItsName() {
        Response answer = issue(null);

        NewCookie name = answer.getCookies().get(Visitors.COOKIE);
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(opens(answer, Visitors.browser(name.getValue()))).isTrue();
        assertThat(opens(answer, NETWORK)).isFalse();
        assertThat(name.getPath()).isEqualTo("/voip");
        assertThat(name.isHttpOnly()).isTrue();
        assertThat(name.isSecure()).isFalse();
        assertThat(name.getSameSite()).isEqualTo(NewCookie.SameSite.LAX);
        assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.getHeaderString("Vary")).contains("Cookie", "Origin");
    }

    @Test
    void behindTlsTheCookieIsSecure() {
        secure = true;
        assertThat(issue(null).getCookies().get(Visitors.COOKIE).isSecure()).isTrue();
    }

    @Test
    void aBrowserThatHasANameKeepsIt() {
        String browser = tickets.newBrowser();
        cookie = new Cookie(Visitors.COOKIE, browser);

        Response answer = issue(null);

        assertThat(answer.getCookies()).isEmpty();
        assertThat(opens(answer, Visitors.browser(browser))).isTrue();
    }

    @Test
    void aSignedInUserNeedsNoCookie() {
        user = () -> "ana";

        Response answer = issue(null);

        assertThat(answer.getCookies()).isEmpty();
        assertThat(opens(answer, "user ana")).isTrue();
    }

    @Test
    void aBrowserThatKeepsNoCookiesIsKnownByItsNetwork() {
        Response answer = issue("none");

        assertThat(answer.getCookies()).isEmpty();
        assertThat(opens(answer, NETWORK)).isTrue();
    }

    @Test
    void aPageOfAnAllowedOriginMayReadTheTicketOfItsNetwork() {
        headers.put("Origin", GUEST);

        Response answer = issue(null);

        assertThat(answer.getHeaderString("Access-Control-Allow-Origin")).isEqualTo(GUEST);
        assertThat(answer.getHeaderString("Access-Control-Allow-Credentials")).isNull();
        assertThat(answer.getCookies()).isEmpty();
        assertThat(opens(answer, NETWORK)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", ""})
    void anotherPageGetsNone(String origin) {
        headers.put("Origin", origin);
        named = Optional.of(ANA);

        Response answer = issue(null);

        assertThat(answer.getStatus()).isEqualTo(403);
        assertThat(text(answer, "reason")).isEqualTo("NOT_ALLOWED");
        assertThat(text(answer, "ticket")).isEmpty();
        assertThat(answer.getHeaderString("Access-Control-Allow-Origin")).isNull();
        assertThat(answer.getCookies()).isEmpty();
    }

    @Test
    void whereOnlyUsersMayCallAVisitorIsToldToSignIn() {
        settings.callers = Settings.Callers.AUTHENTICATED;

        Response answer = issue(null);

        assertThat(answer.getStatus()).isEqualTo(403);
        assertThat(text(answer, "reason")).isEqualTo("SIGN_IN");
        user = () -> "ana";
        assertThat(issue(null).getStatus()).isEqualTo(200);
    }

    @Test
    void whoComesBackNeedsNoRightToCall() {
        settings.callers = Settings.Callers.AUTHENTICATED;

        Response answer = resource.issue(request(), null, "true", null);

        String holder =
                Visitors.browser(answer.getCookies().get(Visitors.COOKIE).getValue());
        assertThat(tickets.read(text(answer, "ticket"), List.of(holder)))
                .map(CallTickets.Ticket::purpose)
                .contains(CallTickets.Purpose.RETURN);
        headers.put("Origin", "https://evil.example");
        assertThat(resource.issue(request(), null, "true", null).getStatus()).isEqualTo(403);
    }

    @Test
    void aTicketForATestCallIsGoodForNothingElse() {
        user = () -> "ana";

        Response answer = resource.issue(request(), null, null, "true");

        assertThat(tickets.read(text(answer, "ticket"), List.of("user ana")))
                .map(CallTickets.Ticket::purpose)
                .contains(CallTickets.Purpose.TRIAL);
    }

    @Test
    void whomThePortalNamesMayCallAndComeAgain() {
        settings.callers = Settings.Callers.AUTHENTICATED;
        named = Optional.of(ANA);

        Response answer = issue(null);

        String holder =
                Visitors.browser(answer.getCookies().get(Visitors.COOKIE).getValue());
        assertThat(tickets.read(text(answer, "ticket"), List.of(holder))
                        .orElseThrow()
                        .user())
                .contains(ANA);
        assertThat(tickets.readPass(text(answer, "pass"), List.of(holder))).contains(ANA);
    }

    @Test
    void aVisitorGetsNoPass() {
        assertThat(text(issue(null), "pass")).isEmpty();
    }

    private HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> headers.get((String) arguments[0]);
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
