package org.portalvoip.testing.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.Folder;
import org.portalvoip.testing.database.TestDatabase;
import org.portalvoip.testing.server.Launch.Log;

/**
 * A server process that serves the built WAR on a free port of 127.0.0.1. The system property {@code voip.server}
 * chooses the server. Its output is appended to {@code server.log} in its data folder. Longer than 200 lines, because a
 * server has one way to start and one to stop, whichever it is.
 */
public final class Server implements AutoCloseable {
    private static final Path WAR = Path.of(System.getProperty("voip.war", "target/voip.war"));
    private static final String VARIABLE = "VOIP_";
    private static final Duration TIME_TO_START = Duration.ofSeconds(150);
    private static final int SECONDS_TO_STOP = 60;
    private static final int MILLISECONDS_TO_ANSWER = 10_000;

    private final Path data;
    private final int port;
    private final Process process;
    private boolean stuck;

    private Server(Path data, int port, Process process) {
        this.data = data;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts a server with the folder {@code data} and returns when it serves pages. The product logs everything.
     *
     * @param options for the JVM; those like {@code VOIP_REALM=desk} are variables of the environment
     */
    public static Server start(Path data, String... options) {
        return start(WAR, List.of(), Log.PRODUCT, false, data, options);
    }

    /** Starts a server with {@code war} and the folder {@code data}, which logs like the run command. */
    public static Server startQuiet(Path war, Path data, String... options) {
        return start(war, List.of(), Log.QUIET, false, data, options);
    }

    /** As {@link #startQuiet}, with {@code other} beside it, under the name of its file. */
    public static Server startWithOther(Path war, Path other, Path data, String... options) {
        return start(war, List.of(other.toAbsolutePath()), Log.QUIET, false, data, options);
    }

    /** As {@link #startQuiet(Path, Path, String...)}, with the built WAR. */
    public static Server startQuiet(Path data) {
        return startQuiet(WAR, data);
    }

    /** As {@link #start}, after emptying the folder. */
    public static Server startFresh(Path data, String... options) {
        empty(data);
        return start(data, options);
    }

    /** As {@link #startFresh}, with every logger at its finest level, including those of server and libraries. */
    public static Server startFinest(Path data, String... options) {
        empty(data);
        return start(WAR, List.of(), Log.FINEST, false, data, options);
    }

    /** As {@link #startFresh}; the server trusts what a proxy says about the browser. */
    public static Server startBehindProxy(Path data, String... options) {
        empty(data);
        return start(WAR, List.of(), Log.PRODUCT, true, data, options);
    }

    /** The next server with the folder {@code data} begins anew. */
    static void empty(Path data) {
        try {
            Folder.delete(data);
            TestDatabase.forget(data.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Server start(Path war, List<Path> others, Log log, boolean proxied, Path data, String... options) {
        try {
            Path folder = Files.createDirectories(data.toAbsolutePath());
            int port = Ports.free();
            List<String> all = new ArrayList<>(List.of(options));
            if (!Launch.namesDatabase(all)) {
                // First, so that the test's own options about the database take precedence.
                all.addAll(0, List.of(TestDatabase.options(folder)));
            }
            Map<Boolean, List<String>> byKind =
                    all.stream().collect(Collectors.partitioningBy(option -> option.startsWith(VARIABLE)));
            Launch launch = new Launch(war.toAbsolutePath(), others, folder, port, log, proxied, byKind.get(false));
            ProcessBuilder process = ServerKind.underTest().prepare(launch).redirectErrorStream(true);
            for (String variable : byKind.get(true)) {
                String[] parts = variable.split("=", 2);
                process.environment().put(parts[0], parts[1]);
            }
            return await(folder, port, process, TIME_TO_START);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts {@code process}, which within {@code limit} has a server on {@code port} with the existing folder
     * {@code data}.
     */
    public static Server await(Path data, int port, ProcessBuilder process, Duration limit) throws IOException {
        // Failsafe sets this to server-config/lab/bin/java, which would enter another network.
        process.environment().put("JAVA_HOME", Jdk.home());
        process.redirectOutput(Redirect.appendTo(data.resolve("server.log").toFile()));
        Server server = new Server(data, port, process.start());
        if (!server.awaitFirstPage(limit) && (server.stuck || server.lostPayarasRace())) {
            server = new Server(data, port, process.start());
            server.awaitFirstPage(limit);
        }
        if (!server.process.isAlive()) {
            throw new IllegalStateException("The server ended before it was ready: " + server.log());
        }
        return server;
    }

    /**
     * About once in a thousand starts, Payara's HK2 changes a list that another of its threads is reading, and fails.
     */
    private boolean lostPayarasRace() throws IOException {
        return Files.readString(log(), ISO_8859_1).contains("hk2.internal.SystemDescriptor.invokeInstanceListeners");
    }

    /**
     * Asks for a page, because a server calls itself ready and keeps running when a deployment has failed; false if the
     * server has ended, or is stuck where no code of ours runs.
     */
    private boolean awaitFirstPage(Duration limit) {
        try {
            return Await.until(limit, this::servesPages, serves -> serves || !process.isAlive());
        } catch (AssertionError late) {
            String threads = Jcmd.threads(pid());
            System.out.println("No page of the portal in " + limit + ": " + log() + "\n" + threads);
            kill();
            if (threads.contains("org.portalvoip.")) {
                throw new IllegalStateException("No page of the portal in " + limit + ": " + log(), late);
            }
            stuck = true;
            return false;
        }
    }

    /** Puts the built WAR into the running server once more, and returns when that serves pages. */
    public void redeploy() {
        try {
            ServerKind.underTest().redeploy(data, WAR);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until(TIME_TO_START, this::servesPages, serves -> serves);
    }

    private boolean servesPages() {
        try {
            var connection = (HttpURLConnection) uri("").toURL().openConnection();
            connection.setConnectTimeout(MILLISECONDS_TO_ANSWER);
            connection.setReadTimeout(MILLISECONDS_TO_ANSWER);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException nobodyListensYet) {
            return false;
        }
    }

    /** The address of {@code path} within the application, for example {@code ""} or {@code "admin/parameters"}. */
    public URI uri(String path) {
        return URI.create("http://localhost:" + port + "/voip/" + path);
    }

    public Path data() {
        return data;
    }

    /** The process that serves, even if a script or another process started it. */
    public long pid() {
        return last().pid();
    }

    private ProcessHandle last() {
        return process.descendants()
                .filter(one -> one.children().findAny().isEmpty())
                .findFirst()
                .orElseGet(process::toHandle);
    }

    /** Whether it has neither ended nor been killed. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** Everything that servers with this data folder have printed. */
    public Path log() {
        return data.resolve("server.log");
    }

    /** Stops the process in the middle of what it does, and returns when nothing of it moves. */
    public void freeze() {
        ProcessHandle frozen = last();
        Signals.send("STOP", Stream.of(frozen));
        Await.until(Await.SOON, () -> Signals.isStopped(frozen), stopped -> stopped);
    }

    /** Lets it go on after {@link #freeze}. */
    public void thaw() {
        Signals.send("CONT", Stream.of(last()));
    }

    /** Kills the process, as in a power cut, and whatever started it. */
    public void kill() {
        last().destroyForcibly();
        if (!hasEnded()) {
            throw new IllegalStateException("The server was killed, but what started it goes on: " + process.info());
        }
    }

    @Override
    public void close() {
        last().destroy();
        if (!hasEnded()) {
            kill();
            throw new IllegalStateException("The server did not end in " + SECONDS_TO_STOP + " s");
        }
    }

    private boolean hasEnded() {
        process.onExit()
                .completeOnTimeout(null, SECONDS_TO_STOP, TimeUnit.SECONDS)
                .join();
        return !process.isAlive();
    }
}
