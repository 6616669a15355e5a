package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.start.Settings;
import org.portalvoip.testing.FakeRequest;
import org.portalvoip.testing.LogCapture;
import org.portalvoip.testing.lab.PortalToken;
import org.portalvoip.web.RefusalLog;

/** What a page brings to be known as the portal's user, and for whose address the token must be. */
class PortalCallersTest {
    private static final List<String> HOLDERS = List.of("browser 1");
    private static final PortalUser ANA = new PortalUser("ana", "", "");

    private final PortalCallers portals = new PortalCallers();
    private Optional<URI> url = Optional.empty();
    private Set<String> ours;

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    void beans() {
        portals.tickets = NodeWithKey.none().tickets();
        portals.settings = new Settings() {
            @Override
            public Optional<URI> url() {
                return url;
            }
        };
        portals.tokens = new PortalTokens() {
            @Override
            PortalUser accept(String token, Set<String> addresses) throws Refused {
                ours = addresses;
                if (token.equals("go.o.d")) {
                    return ANA;
                }
                return super.accept(token, addresses);
            }
        };
        portals.tokens.settings = PortalToken.settings();
    }

    private Optional<PortalUser> named(String authorization) {
        return portals.named(
                FakeRequest.to("GET", "/api/call-ticket", "Authorization", authorization, "Host", "desk.example:8443"),
                HOLDERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer go.o.d", "bearer  go.o.d ", "BEARER go.o.d"})
    void aBearerTokenNamesTheUser(String header) {
        assertThat(named(header)).contains(ANA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "go.o.d", "Basic go.o.d", "Bearer", "Bearer "})
    void withoutOneThereIsOnlyAVisitorAndNoLine(String header) {
        try (LogCapture log = new LogCapture(RefusalLog.class)) {
            assertThat(named(header)).isEmpty();
            assertThat(named(null)).isEmpty();
            assertThat(named("Bearer " + "x".repeat(10_000))).isEmpty();
            assertThat(log.messages(Level.WARNING)).isEmpty();
        }
    }

    @Test
    void ourOwnPassNamesItsHoldersUser() {
        assertThat(named("Bearer " + portals.tickets.issuePass("browser 1", ANA)))
                .contains(ANA);
    }

    @Test
    void aPassOfAnotherBrowserIsOnlyAVisitorsAndTheLogSaysWhatItWas() {
        try (LogCapture log = new LogCapture(RefusalLog.class)) {
            String pass = portals.tickets.issuePass("browser 2", ANA);
            assertThat(named("Bearer " + pass)).isEmpty();
            assertThat(log.messages(Level.WARNING)).singleElement().satisfies(line -> assertThat(line)
                    .contains("its pass is older than 2 hours")
                    .doesNotContain(pass));
        }
    }

    @Test
    void theSameReasonIsLoggedOnceAMinuteAndTheTokenNever() {
        try (LogCapture log = new LogCapture(RefusalLog.class)) {
            for (int i = 0; i < 100; i++) {
                named("Bearer a.b.forged" + i);
            }
            assertThat(log.messages(Level.WARNING))
                    .containsExactly("A portal's token was not accepted, so its caller is only a visitor: it is not a"
                            + " signed JSON Web Token");
        }
    }

    @Test
    void ourAddressIsThatOfTheRequestWithEitherScheme() {
        named("Bearer go.o.d");

        assertThat(ours)
                .contains("https://desk.example:8443/voip", "http://desk.example:8443/voip/")
                .allSatisfy(address -> assertThat(address).contains("desk.example:8443"));
    }

    @ParameterizedTest
    @CsvSource({"https://desk.example/voip", "https://desk.example/voip/", "https://desk.example"})
    void orTheOneThatIsSet(URI set) {
        url = Optional.of(set);
        named("Bearer go.o.d");

        assertThat(ours)
                .contains("https://desk.example/voip", "https://desk.example/voip/")
                .allSatisfy(address -> assertThat(address).startsWith("https://desk.example"));
    }
}
