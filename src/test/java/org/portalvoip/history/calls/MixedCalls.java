package org.portalvoip.history.calls;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.portalvoip.call.CallState;
import org.portalvoip.call.EndReason;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.CallTicket;
import org.portalvoip.testing.lab.PortalToken;
import org.portalvoip.testing.lab.SipSwitchboard.Plan;
import org.portalvoip.testing.lab.TwoNodes;
import org.portalvoip.testing.server.Server;

/** Calls of every outcome by turns, on two nodes by turns, ten at a time. */
final class MixedCalls {
    private static final int AT_A_TIME = 10;
    private static final Plan[] PLANS = Plan.values();

    private final TwoNodes nodes;

    /**
     * What a caller knows of the own call.
     *
     * @param node the name of the one that was called
     */
    record Heard(String caller, String node, EndReason reason) {}

    MixedCalls(TwoNodes nodes) {
        this.nodes = nodes;
    }

    /** Makes so many calls to a switchboard, and returns what the callers heard. */
    List<Heard> make(int calls) throws InterruptedException, ExecutionException {
        ExecutorService callers = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Callable<Heard>> all = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                int number = i;
                all.add(() -> call(number));
            }
            List<Heard> heard = new ArrayList<>();
            for (Future<Heard> over : callers.invokeAll(all)) {
                heard.add(over.get());
            }
            return heard;
        } finally {
            callers.shutdownNow();
        }
    }

    private Heard call(int number) {
        Plan plan = PLANS[number % PLANS.length];
        boolean onSecond = number / PLANS.length % 2 == 1;
        Server server = onSecond ? nodes.second() : nodes.world.server;
        String name = "Caller " + number;
        try (CallClient caller = open(server, name, plan)) {
            caller.hearType("ready");
            caller.offer();
            if (plan == Plan.ANSWERS || plan == Plan.IS_MUTED) {
                caller.hearState(CallState.ESTABLISHED);
                caller.hangUp();
            } else if (plan == Plan.RINGS) {
                caller.hearState(CallState.RINGING);
                caller.hangUp();
            }
            return new Heard(name, onSecond ? "second" : "first", caller.hearEnd());
        }
    }

    /** Calls as a user of a portal, whom the desk and the list know by this name. */
    private static CallClient open(Server server, String name, Plan plan) {
        URI desk = URI.create(server.uri("").toString());
        String token = PortalToken.of(PortalToken.claims(desk, name.replace(' ', '-'))
                .claim("name", name)
                .claim("context", plan.name()));
        CallTicket ticket =
                CallTicket.fetchAs(server.uri("call"), token).ticket().orElseThrow();
        return CallClient.open(server.uri("call"), "http://" + desk.getAuthority(), ticket);
    }
}
