package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.portalvoip.Administrator;
import org.portalvoip.Await;
import org.portalvoip.Lab;
import org.portalvoip.Server;

/** A server of ours in front of a telephone world, and its administrator. */
final class CallWorld implements AutoCloseable {
    /** The lab's SIP user, its registrar, and the desk that answers. */
    private static final Map<Integer, String> GOOFY = Map.of(
            323, "S",
            324, "wss://127.0.0.1:8989/janus",
            325, "127.0.0.1",
            326, "5061",
            327, "goofy",
            329, "0800",
            330, "1");

    final Lab lab;
    final Server server;
    private final Administrator administrator;

    CallWorld(String name, String... serverOptions) {
        lab = Lab.start(Path.of("target", "lab", name));
        server = Server.start(
                Path.of("target", "data", name),
                Stream.concat(Stream.of(lab.serverOptions()), Stream.of(serverOptions))
                        .toArray(String[]::new));
        administrator = Administrator.signIn(server);
    }

    /** Saves goofy's parameters but for {@code changes}, number and value in turn. */
    CallWorld with(Object... changes) {
        Map<Integer, String> values = new HashMap<>(GOOFY);
        values.put(328, lab.sipPassword());
        for (int i = 0; i < changes.length; i += 2) {
            values.put((Integer) changes[i], (String) changes[i + 1]);
        }
        var answer = administrator.putParameters(values);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return this;
    }

    /** Opens the call socket as a page of the server does. */
    CallClient caller() {
        return CallClient.open(server.uri("call"), origin());
    }

    /** A caller whose call the desk has answered. */
    CallClient established() {
        CallClient caller = caller();
        caller.hearType("ready");
        caller.offer().hearState(CallState.ESTABLISHED);
        return caller;
    }

    /** Offers, and tells how the call ended. */
    EndReason endOfCall() {
        try (CallClient caller = caller()) {
            caller.hearType("ready");
            return caller.offer().hearEnd();
        }
    }

    String origin() {
        return "http://" + server.uri("").getAuthority();
    }

    /** Waits until the desk has so many calls. */
    void awaitDeskCalls(int calls, Duration limit) {
        Await.until(limit, lab::deskCalls, seen -> seen == calls);
    }

    @Override
    public void close() {
        server.close();
        lab.close();
    }
}
