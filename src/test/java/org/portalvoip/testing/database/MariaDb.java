package org.portalvoip.testing.database;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
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
    private static final File OUTPUT = new File("target/mariadb.log").getAbsoluteFile();
    private static final Duration TIME_TO_START = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private final Process process;

    private MariaDb(Path folder) throws IOException {
        this.folder = folder;
        port = Ports.free();
        String data = "--datadir=" + folder.resolve("data");
        program("mariadb-install-db", data, "--auth-root-authentication-method=normal", "--skip-test-db")
                .onExit()
                .join();
        process = program(
                "mariadbd",
                data,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + folder.resolve("socket"),
                "--skip-name-resolve",
                "--init-file=" + firstStatements());
    }

    /** Creates an empty one in the folder for temporary files, and starts it. */
    public static MariaDb start() {
        try {
            MariaDb database = new MariaDb(Files.createTempDirectory("voip-mariadb"));
            try {
                Await.until(TIME_TO_START, database::listens, listens -> listens);
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

    private static Process program(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(name, "--no-defaults"));
        command.addAll(List.of(arguments));
        command.add("--user=" + System.getProperty("user.name"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(OUTPUT))
                .start();
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException("MariaDB ended at once: " + OUTPUT);
        }
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return connection.isConnected();
        } catch (IOException notYet) {
            return false;
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
