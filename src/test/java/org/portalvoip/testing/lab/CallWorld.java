package org.portalvoip.testing.lab;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.portalvoip.call.CallState;
import org.portalvoip.call.EndReason;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.Folder;
import org.portalvoip.testing.SampleParameters;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.PlainBrowser;
import org.portalvoip.testing.server.Server;

/**
 * A server with the call lab behind it, and its administrator. Longer than 200 lines, because a test asks one object
 * for the server, the lab and the administrator.
 */
public final class CallWorld implements AutoCloseable {
    /** The ways to the lab's Janus that installations use, as 324 names them. */
    public static final String WSS = "wss://127.0.0.1:8989/janus";

    /** As {@link #WSS}. */
    public static final String HTTPS = "https://127.0.0.1:8089/janus";

    private static final List<Integer> MAY_BE_WRONG = List.of(323, 325, 326, 327, 328, 330);

    public final Lab lab;
    public Server server;
    private final Supplier<Server> start;
    private Administrator administrator;

    public CallWorld(String name, String... serverOptions) {
        this(
                labBesideNoData(name),
                lab -> Server.start(Path.of("target", "data", name), lab.serverOptions(serverOptions)));
    }

    /** Another server may have left its data there. */
    private static Lab labBesideNoData(String name) {
        try {
            Folder.delete(Path.of("target", "data", name));
            return Lab.start(Path.of("target", "lab", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public CallWorld(Lab lab, Function<Lab, Server> start) {
        this.lab = lab;
        this.start = () -> start.apply(lab);
        try {
            startServer();
        } catch (RuntimeException | AssertionError e) {
            lab.close();
            throw e;
        }
    }

    private void startServer() {
        server = start.get();
        try {
            signIn();
        } catch (RuntimeException | AssertionError e) {
            server.close();
            throw e;
        }
    }

    /** Signs the administrator in at {@link #server}, as is needed once more when a test has replaced or restarted it. */
    public CallWorld signIn() {
        administrator = Administrator.signIn(server);
        return this;
    }

    /** Stops the server, runs {@code meanwhile}, and starts it again with its data. */
    public void restartServer(Runnable meanwhile) {
        server.close();
        meanwhile.run();
        startServer();
    }

    /**
     * Saves a complete set for this lab with {@code changes}: number, value, number, value. Waits for the gateway unless
     * something is changed that may be wrong on purpose.
     */
    public CallWorld with(Object... changes) {
        Map<Integer, String> values = complete();
        for (int i = 0; i < changes.length; i += 2) {
            values.put((Integer) changes[i], (String) changes[i + 1]);
        }
        var answer = administrator.putParameters(values);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return MAY_BE_WRONG.stream().anyMatch(Arrays.asList(changes)::contains) ? this : awaitGateway();
    }

    /** As {@link #awaitGateway(Server)}, for this server. */
    public CallWorld awaitGateway() {
        awaitGateway(server);
        return this;
    }

    /** A complete set for this lab. */
    public Map<Integer, String> complete() {
        Map<Integer, String> values = new HashMap<>(SampleParameters.COMPLETE);
        values.put(324, WSS);
        values.put(328, lab.sipPassword());
        return values;
    }

    /** Waits until calls go through: a cold server on a busy machine may need a second attempt to reach Janus. */
    public static void awaitGateway(Server server) {
        PlainBrowser monitor = new PlainBrowser(server.uri(""));
        Await.until(
                Await.PATIENTLY,
                () -> monitor.get("health/ready?lang=en").body(),
                health -> health.contains("Connected to Janus"));
    }

    public Administrator administrator() {
        return administrator;
    }

    /** Opens the call socket as a page of the server does. */
    public CallClient caller() {
        return CallClient.open(server.uri("call"), origin());
    }

    /** A caller whose call the help desk has answered. */
    public CallClient established() {
        awaitGateway();
        CallClient caller = caller();
        caller.hearType("ready");
        caller.offer().hearState(CallState.ESTABLISHED);
        return caller;
    }

    /** Makes the offer, and returns how the call ended. */
    public EndReason endOfCall() {
        try (CallClient caller = caller()) {
            caller.hearType("ready");
            return caller.offer().hearEnd();
        }
    }

    /** Waits until a call is answered, and ends it. */
    public void awaitAnsweredCall() {
        Await.until(Await.PATIENTLY, this::callIsAnswered, answered -> answered);
    }

    private boolean callIsAnswered() {
        try (var caller = caller()) {
            caller.hearType("ready");
            JsonObject end = caller.offer()
                    .hear(news -> news.getString("state", "").equals("established")
                            || news.getString("state", "").equals("ended"));
            return end.getString("state").equals("established");
        }
    }

    public String origin() {
        return "http://" + server.uri("").getAuthority();
    }

    /** Waits until the help desk has so many calls. */
    public void awaitDeskCalls(int calls, Duration limit) {
        Await.until(limit, lab::deskCalls, seen -> seen == calls);
    }

    /** Waits until Janus has only the master handle and the help desk has no call. */
    public void awaitNothingLeft() {
        Await.until(Await.PATIENTLY, lab::janusHandles, handles -> handles <= 1);
        awaitDeskCalls(0, Await.PATIENTLY);
    }

    /**
     * What the help desk heard in the call that {@code call} makes. Forgets what it heard before: its telephone names a
     * recording by the second, so that one of this call could take the place of the one of the call before.
     */
    public Path recordingOf(Runnable call) {
        recordings().forEach(CallWorld::delete);
        call.run();
        return Await.until(Await.SOON, this::recordings, now -> !now.isEmpty())
                .iterator()
                .next();
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls from the portal, hears the help desk, speaks and hangs up; afterwards the help desk has heard the caller. */
    public void bothSidesHearEachOther(Browser browser) {
        Path heard = recordingOf(() -> {
            try (CallPage phone = CallPage.open(browser, server.uri(""))) {
                phone.call();
                phone.awaitTone(CallPage.DESK_HERTZ);
                phone.speak();
                phone.hangUp();
            }
        });
        Await.until(Await.SOON, () -> Tone.course(heard, CallPage.MICROPHONE_HERTZ), course -> course.contains("tone"));
    }

    private Set<Path> recordings() {
        try (var files = Files.list(lab.recordings())) {
            return files.filter(file -> file.toString().endsWith("-dec.wav"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        lab.close();
    }
}
