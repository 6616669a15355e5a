package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.lab.CallTicket;
import org.portalvoip.testing.lab.ReturningCaller;
import org.portalvoip.testing.lab.TwoNodes;

/** Where only signed-in users may call, a call ends with its login at whichever node it is. */
@Tag("extra")
class UserTakeoverIT {
    private static final String NEXT_PASSWORD = "another river runs very slowly";
    /** It is a second at most when the machine does nothing else. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    @AutoClose
    private static TwoNodes nodes;

    @BeforeAll
    static void start() {
        nodes = TwoNodes.start("user-takeover", "-Dvoip.callers=authenticated");
        nodes.world.with();
        nodes.awaitGateways();
    }

    @AfterAll
    static void stopThreads() {
        THREADS.shutdownNow();
    }

    @BeforeEach
    void aWayToTheFirstNode() {
        nodes.lead(false);
        nodes.balancer.cut();
    }

    @Test
    void whoSignsOutEndsTheCallWithWhichAnotherNodeHasGoneOn() {
        Administrator user = Administrator.signIn(nodes.world.server);
        ReturningCaller caller = atTheSecond(user);

        user.signOut();
        assertEndsSoon(caller);
    }

    @Test
    void soDoesANewPassword() {
        Administrator other = Administrator.signIn(nodes.world.server);
        ReturningCaller caller = atTheSecond(Administrator.signIn(nodes.world.server));
        try {
            other.changePassword(Administrator.PASSWORD, NEXT_PASSWORD);
            assertEndsSoon(caller);
        } finally {
            other.changePassword(NEXT_PASSWORD, Administrator.PASSWORD);
        }
    }

    /** This user's call, which began at the first node. */
    private static ReturningCaller atTheSecond(Administrator user) {
        URI socket = nodes.portal().resolve("call");
        String browser = CallTicket.newBrowser(socket); // the second node does not know who has signed in at the first
        CallTicket ticket =
                CallTicket.fetch(socket, user.cookie() + "; " + browser).orElseThrow();
        ReturningCaller caller = ReturningCaller.call(socket, "http://" + socket.getAuthority(), ticket, THREADS);
        nodes.turn();
        nodes.balancer.cut();
        Await.until(Await.PATIENTLY, caller::returns, returns -> returns >= 1);
        assertThat(caller.hasEnded()).as(caller.toString()).isFalse();
        return caller;
    }

    /** The first node may not have noticed yet that the call is another's, and hang up, too. */
    private static void assertEndsSoon(ReturningCaller caller) {
        long begun = System.nanoTime();
        assertThat(caller.hearEnd(SOON)).isIn(EndReason.NOT_ALLOWED, EndReason.HANG_UP);
        System.out.println(
                "At another node the call ended " + (System.nanoTime() - begun) / 1_000_000 + " ms after its login");
    }
}
