package org.portalvoip.testing.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.portalvoip.testing.Folder;
import org.portalvoip.testing.database.Postgres;
import org.portalvoip.testing.server.Server;

/** Two nodes on one PostgreSQL and one lab, behind a balancer that leads to one of them: first to {@code world.server}. */
public final class TwoNodes implements AutoCloseable {
    public final Postgres database;
    public final CallWorld world;
    public final Relay balancer;
    private final Path data;
    private final String[] options;
    private Server second;
    private boolean onSecond;

    private TwoNodes(Path data, Lab lab, String... options) {
        this.data = data;
        this.options = options;
        database = Postgres.start();
        try {
            world = new CallWorld(lab, same -> node("first"));
            second = node("second");
            balancer = new Relay(port(world.server));
        } catch (RuntimeException | AssertionError e) {
            database.close();
            throw e;
        }
    }

    /** Starts the lab and both nodes; {@code name} names their folders. */
    public static TwoNodes start(String name, String... options) {
        return start(name, Lab.start(Path.of("target", "lab", name)), options);
    }

    /** As {@link #start(String, String...)}, in a lab that runs already. */
    public static TwoNodes start(String name, Lab lab, String... options) {
        Path data = Path.of("target", "data", name);
        try {
            Folder.delete(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TwoNodes(data, lab, lab.serverOptions(options));
    }

    private Server node(String name) {
        String[] all = Stream.of(
                        Stream.of(database.nodeOptions(data.resolve("voip.key"))),
                        Stream.of(options),
                        Stream.of("-Dvoip.node-name=" + name))
                .flatMap(some -> some)
                .toArray(String[]::new);
        return Server.start(data.resolve(name), all);
    }

    public Server second() {
        return second;
    }

    /** The one to which the balancer leads. */
    public Server current() {
        return onSecond ? second : world.server;
    }

    /** New connections lead to the other node from now on; those that there are remain. */
    public void turn() {
        lead(!onSecond);
    }

    /** New connections lead to the second node from now on, or to the first. */
    public void lead(boolean toSecond) {
        onSecond = toSecond;
        balancer.leadTo(port(current()));
    }

    private static int port(Server server) {
        return server.uri("").getPort();
    }

    /** Starts a node that has ended, and waits until calls go through it; the balancer must lead to the other one. */
    public void startAgain(Server ended) {
        if (ended == second) {
            second = node("second");
            CallWorld.awaitGateway(second);
        } else {
            world.restartServer(() -> {});
            world.awaitGateway();
        }
    }

    /** Starts the first node again if a test has killed it, and leads to it. */
    public void restoreFirst() {
        if (!world.server.isRunning()) {
            lead(true);
            startAgain(world.server);
        }
        lead(false);
    }

    /** Waits until calls go through either node. */
    public TwoNodes awaitGateways() {
        world.awaitGateway();
        CallWorld.awaitGateway(second);
        return this;
    }

    /** The folder for what belongs to the nodes. */
    public Path data() {
        return data;
    }

    /** The portal behind the balancer. */
    public URI portal() {
        return behind(balancer);
    }

    private static URI behind(Relay network) {
        return URI.create("http://127.0.0.1:" + network.port() + "/voip/");
    }

    /** A call through the balancer that the help desk has answered. */
    public ReturningCaller call(ExecutorService threads) {
        return callAt(portal(), threads);
    }

    /** As {@link #call}, from a network that leads to the balancer. */
    public ReturningCaller callFrom(Relay network, ExecutorService threads) {
        return callAt(behind(network), threads);
    }

    /** As {@link #call}, through a balancer of the test. */
    public static ReturningCaller callAt(URI portal, ExecutorService threads) {
        return ReturningCaller.call(portal.resolve("call"), "http://" + portal.getAuthority(), threads);
    }

    @Override
    public void close() {
        balancer.close();
        second.close();
        world.close();
        database.close();
    }
}
