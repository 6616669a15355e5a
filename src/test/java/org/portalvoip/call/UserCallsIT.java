package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.CallTicket;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.PortalToken;

/** Where only signed-in users may call, an answered call ends with the login that opened it. */
@Tag("thorough")
class UserCallsIT {
    private static final String NEXT_PASSWORD = "another river runs very slowly";
    private static final Duration PROMISED = Duration.ofSeconds(1);
    /** Other tests have servers of their own on the same machine. */
    private static final Duration FOR_OTHER_TESTS = Duration.ofSeconds(2);

    @AutoClose
    private static CallWorld world;

    @BeforeAll
    static void start() {
        world = new CallWorld("users", "-Dvoip.callers=authenticated", PortalToken.serverOption()).with();
    }

    /** The server itself closes the socket of a session that ends (Jakarta WebSocket 2.1, section 7.2). */
    @Test
    void theLogoutEndsTheCallAndTheSessionOpensNoOther() {
        Administrator user = Administrator.signIn(world.server);
        CallTicket unused = ticket(user);
        try (var call = established(user)) {
            user.signOut();

            long begun = System.nanoTime();
            call.awaitClose();
            assertSoon(begun);
        }
        world.awaitNothingLeft();
        assertThat(refusal(unused)).isEqualTo(403);
        assertThat(CallTicket.fetch(socket(), user.cookie())).isEmpty();
    }

    @Test
    void aNewPasswordEndsTheCallsOfEverySessionWithTheOldOne() {
        Administrator other = Administrator.signIn(world.server);
        Administrator user = Administrator.signIn(world.server);
        try (var call = established(other)) {
            user.changePassword(Administrator.PASSWORD, NEXT_PASSWORD);

            long begun = System.nanoTime();
            assertThat(call.hearEnd()).isEqualTo(EndReason.NOT_ALLOWED);
            assertSoon(begun);
            assertThat(CallTicket.fetch(socket(), other.cookie())).isEmpty();
        } finally {
            user.changePassword(NEXT_PASSWORD, Administrator.PASSWORD);
        }
        world.awaitNothingLeft();
    }

    @Test
    void whomThePortalNamesMayCallAndNobodyElse() {
        var claims = PortalToken.claims(URI.create(world.server.uri("").toString()), "ana");
        String token = PortalToken.of(claims);
        CallTicket ticket = CallTicket.fetchAs(socket(), token).ticket().orElseThrow();

        try (var call = CallClient.open(socket(), world.origin(), ticket)) {
            call.hearType("ready");
        }
        assertThat(CallTicket.fetchAs(socket(), token).ticket()).as("again").isEmpty();
        assertThat(CallTicket.fetchAs(socket(), token.replaceFirst(".$", "")).ticket())
                .as("forged")
                .isEmpty();
        world.awaitNothingLeft();
    }

    private static void assertSoon(long begun) {
        Duration patience = Duration.ofNanos(System.nanoTime() - begun);
        System.out.println("The call ended " + patience.toMillis() + " ms after its login");
        assertThat(patience).isLessThan(PROMISED.plus(FOR_OTHER_TESTS));
    }

    private static URI socket() {
        return world.server.uri("call");
    }

    private static CallTicket ticket(Administrator user) {
        return CallTicket.fetch(socket(), user.cookie()).orElseThrow();
    }

    private static CallClient established(Administrator user) {
        CallClient call = CallClient.open(socket(), world.origin(), ticket(user));
        call.hearType("ready");
        call.offer().hearState(CallState.ESTABLISHED);
        return call;
    }

    private static int refusal(CallTicket ticket) {
        try (var call = CallClient.open(socket(), world.origin(), ticket)) {
            call.hearType("ready");
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }
}
