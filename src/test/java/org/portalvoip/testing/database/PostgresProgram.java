package org.portalvoip.testing.database;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** PostgreSQL's own programs. As root they run as the user {@code postgres}, because PostgreSQL refuses root. */
public final class PostgresProgram {
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";
    private static final File OUTPUT =
            Path.of("target", "postgres.log").toAbsolutePath().toFile();

    private PostgresProgram() {}

    /** Makes the user that the programs run as the owner of {@code files}. */
    public static void mayWrite(Path... files) throws IOException {
        if (root()) {
            for (Path file : files) {
                var users = file.getFileSystem().getUserPrincipalLookupService();
                Files.setOwner(file, users.lookupPrincipalByName(USER));
            }
        }
    }

    /** Runs {@code program} in {@code folder}; fails if the program fails. */
    public static void run(Path folder, String program, String... arguments) {
        ProcessBuilder process = process(folder, program, arguments);
        process.redirectErrorStream(true).redirectOutput(Redirect.appendTo(OUTPUT));
        try {
            if (process.start().waitFor() != 0) {
                throw new IllegalStateException(process.command() + " failed: " + OUTPUT);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts {@code program} in {@code folder}; the caller writes what it reads, and reads what it writes. */
    public static Process start(Path folder, String program, String... arguments) {
        try {
            return process(folder, program, arguments)
                    .redirectError(Redirect.appendTo(OUTPUT))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessBuilder process(Path folder, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of("runuser", "-u", USER, "--"));
        }
        command.add(binaries().resolve(program).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile());
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    private static Path binaries() {
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.sorted()
                    .reduce((older, newer) -> newer)
                    .orElseThrow()
                    .resolve("bin");
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL is missing: server-config/lab/install brings it", e);
        }
    }
}
