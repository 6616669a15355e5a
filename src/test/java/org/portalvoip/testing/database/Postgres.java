package org.portalvoip.testing.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.Folder;
import org.portalvoip.testing.server.Ports;
import org.portalvoip.testing.server.Signals;

/**
 * A PostgreSQL from Debian's package, on a free port of 127.0.0.1 and with its own files: no service of the machine is
 * touched. Longer than 200 lines, because its files, its process and its connections belong to one database.
 */
public final class Postgres implements AutoCloseable {
    /** As on the installation pages. */
    private static final String LIMITS = "?loginTimeout=3&socketTimeout=10";

    private static final String USER = "voip";
    private static final Duration TIME_TO_END = Duration.ofSeconds(30);
    private static final String PASSWORD = "only for tests";

    private final Path folder;
    private final int port;

    private Postgres(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Creates an empty database in the folder for temporary files, and starts it. */
    public static Postgres start() {
        try {
            Postgres postgres = new Postgres(Files.createTempDirectory("voip-postgres"), Ports.free());
            postgres.initialise();
            postgres.resume();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void initialise() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        PostgresProgram.mayWrite(folder, password);
        run(
                "initdb",
                "--pgdata",
                data(),
                "--username",
                USER,
                "--pwfile",
                password.toString(),
                "--auth",
                "scram-sha-256",
                "--encoding",
                "UTF-8",
                "--no-locale");
    }

    /** Starts it again after {@link #kill}, on the same port. */
    public void resume() {
        // After a kill it would otherwise flush each of its thousand files alone.
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
                + " -c recovery_init_sync_method=syncfs";
        run(
                "pg_ctl",
                "--pgdata",
                data(),
                "--log",
                folder.resolve("log").toString(),
                "--options",
                options,
                "--wait",
                "start");
    }

    /** Kills it, as in a power cut. */
    public void kill() {
        List<ProcessHandle> all = processes().toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> Await.until(TIME_TO_END, () -> Signals.hasEnded(process), ended -> ended));
        try {
            // The next one would not start while the process with this number is known to the system, which may take
            // it a second to forget an orphan.
            Files.deleteIfExists(postmasterPid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it from answering, even from closing a connection. The postmaster first, or it might begin another process. */
    public void freeze() {
        Signals.send("STOP", postmaster().stream());
        Signals.send("STOP", processes());
    }

    /** Lets it continue after {@link #freeze}. */
    public void thaw() {
        Signals.send("CONT", processes());
    }

    private Stream<ProcessHandle> processes() {
        return postmaster().stream()
                .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()));
    }

    /** None while it is killed. */
    private Optional<ProcessHandle> postmaster() {
        try {
            return Files.exists(postmasterPid())
                    ? ProcessHandle.of(Long.parseLong(
                            Files.readAllLines(postmasterPid()).get(0).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path postmasterPid() {
        return folder.resolve("data/postmaster.pid");
    }

    /** Writes its whole content to a file, in PostgreSQL's own format. */
    public Path dump() {
        Path file = folder.resolve("voip.dump");
        run("pg_dump", "--format=custom", "--file=" + file, connection());
        return file;
    }

    /** Restores what {@link #dump} has written, from this database or another. */
    public void restore(Path dump) {
        run("pg_restore", "--exit-on-error", "--dbname=" + connection(), dump.toString());
    }

    private String connection() {
        return "postgresql://" + USER + ":" + PASSWORD.replace(" ", "%20") + "@" + authority() + "/postgres";
    }

    /** The options that make a server one of several nodes on the first database, with {@code key} for all. */
    public String[] nodeOptions(Path key) {
        return Stream.concat(Stream.of(serverOptions()), Stream.of("-Dvoip.key-file=" + key.toAbsolutePath()))
                .toArray(String[]::new);
    }

    /** Executes SQL in the first database as its superuser. */
    public void execute(String statements) {
        run("psql", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--command=" + statements, connection());
    }

    /** The one value that {@code sql} finds in the first database. */
    public String query(String sql) {
        Process psql = PostgresProgram.start(
                folder, "psql", "--no-psqlrc", "--tuples-only", "--no-align", "--command=" + sql, connection());
        try (InputStream out = psql.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody else in the first database, with a transaction open. */
    public PostgresSession session() {
        return PostgresSession.begin(PostgresProgram.start(folder, "psql", "--no-psqlrc", "--quiet", connection()));
    }

    /** Makes an empty database next to the first one. */
    public void createDatabase(String name) {
        run("createdb", "--maintenance-db=" + connection(), name);
    }

    /** The options that let a server use the first database. */
    public String[] serverOptions() {
        return serverOptions("postgres");
    }

    /** The options that let a server use the database {@code name}. */
    public String[] serverOptions(String name) {
        return new String[] {
            "-Dvoip.database.url=" + url(name),
            "-Dvoip.database.user=" + USER,
            "-Dvoip.database.password=" + PASSWORD,
            "-Dvoip.database.driver=postgresql",
            "-Dvoip.expected-database=PostgreSQL"
        };
    }

    /** Host and port. */
    public String authority() {
        return "127.0.0.1:" + port;
    }

    private String url(String name) {
        return "jdbc:postgresql://" + authority() + "/" + name + LIMITS;
    }

    /** The password of its user, who is called voip. */
    public String password() {
        return PASSWORD;
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void run(String program, String... arguments) {
        PostgresProgram.run(folder, program, arguments);
    }

    /** Stops it, and removes its files. */
    @Override
    public void close() {
        kill();
        try {
            Folder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
