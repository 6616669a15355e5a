package org.portalvoip.testing.database;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.Folder;
import org.portalvoip.testing.server.Ports;

/**
 * A MariaDB from Debian's package, on a free port of 127.0.0.1 and with its own files: no service of the machine is
 * touched.
 */
public final class MariaDb implements AutoCloseable {
    private static final String USER = "voip";
    private static final String PASSWORD = "only for tests";
    private static final Duration TIME_TO_START = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private final Process process;

    private MariaDb(Path folder) throws IOException {
        this.folder = folder;
        port = Ports.free();
        create();
        process = program(
                "mariadbd",
                data(),
                temporary(),
                ownedByUs(),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + folder.resolve("socket"),
                "--skip-name-resolve",
                "--init-file=" + firstStatements());
    }

    private void create() throws IOException {
        int status = program(
                        "mariadb-install-db",
                        data(),
                        temporary(),
                        ownedByUs(),
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db")
                .onExit()
                .join()
                .exitValue();
        if (status != 0) {
            throw new IllegalStateException("mariadb-install-db ended with " + status + ": " + log());
        }
    }

    /** Creates an empty one in the folder for temporary files, and starts it. */
    public static MariaDb start() {
        try {
            MariaDb database = new MariaDb(Files.createTempDirectory("voip-mariadb"));
            try {
                Await.until(TIME_TO_START, database::refusal, String::isEmpty);
                return database;
            } catch (RuntimeException | AssertionError e) {
                database.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path firstStatements() throws IOException {
        return Files.writeString(
                folder.resolve("users"),
                "create user %1$s@'127.0.0.1' identified by '%2$s';%ngrant all on *.* to %1$s@'127.0.0.1';%n"
                        .formatted(USER, PASSWORD));
    }

    private Process program(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(name, "--no-defaults"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(output()))
                .start();
    }

    private String data() {
        return "--datadir=" + folder.resolve("data");
    }

    /** In the folder for temporary files, each one that starts would remove the tables of those that are starting. */
    private String temporary() throws IOException {
        return "--tmpdir=" + Files.createDirectories(folder.resolve("tmp"));
    }

    private static String ownedByUs() {
        return "--user=" + System.getProperty("user.name");
    }

    private File output() {
        return folder.resolve("log").toFile();
    }

    private String log() {
        try {
            return Files.readString(output().toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty as soon as the tests' own user may do something. */
    private String refusal() {
        if (!process.isAlive()) {
            throw new IllegalStateException("MariaDB ended at once: " + log());
        }
        try {
            Process client = new ProcessBuilder(
                            "mariadb",
                            "--no-defaults",
                            "--protocol=tcp",
                            "--host=127.0.0.1",
                            "--port=" + port,
                            "--user=" + USER,
                            "--password=" + PASSWORD,
                            "--execute=select 1")
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return client.onExit().join().exitValue() == 0 ? "" : answer + log();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The options that let a server use the database {@code name}, which the first connection creates. */
    public String[] serverOptions(String name) {
        return new String[] {
            "-Dvoip.database.url=jdbc:mariadb://127.0.0.1:" + port + "/" + name + "?createDatabaseIfNotExist=true",
            "-Dvoip.database.user=" + USER,
            "-Dvoip.database.password=" + PASSWORD,
            "-Dvoip.expected-database=MariaDB"
        };
    }

    /** Stops it, and removes its files. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try {
            Folder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
