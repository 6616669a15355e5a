package org.portalvoip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The telephone world of {@code server-config/lab}: a real Janus, a real SIP server and real telephones. */
public final class Lab implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("server-config", "lab").toAbsolutePath();
    private static final int SECONDS_PER_COMMAND = 60;

    private final Path folder;

    private Lab(Path folder) {
        this.folder = folder;
    }

    /** Starts the whole world with its files in {@code folder}. */
    public static Lab start(Path folder) {
        Lab lab = new Lab(folder.toAbsolutePath());
        lab.run("up", lab.folder.toString());
        return lab;
    }

    /** Starts {@code program} again after {@link #kill}. */
    public void start(String program) {
        run("up", folder.toString(), program);
    }

    /** Ends {@code program} as a power cut would. */
    public void kill(String program) {
        run("kill", folder.toString(), program);
    }

    /** Tells the desk's telephone something, for example {@code hangup}. */
    public void desk(String command) {
        run("desk", command);
    }

    /** The password of the SIP user goofy. */
    public String sipPassword() {
        return read(folder.resolve("sip-password"));
    }

    /** The file that holds Janus's API secret. */
    public Path apiSecret() {
        return folder.resolve("janus/api-secret");
    }

    /** What Janus's admin API asks for. */
    public String adminSecret() {
        return read(folder.resolve("janus/admin-secret"));
    }

    /** The certificate of Janus, signed by itself. */
    public Path certificate() {
        return folder.resolve("janus/janus.pem");
    }

    /** Where the desk keeps what it heard ({@code *-dec.wav}) and said ({@code *-enc.wav}). */
    public Path recordings() {
        return folder.resolve("recordings");
    }

    /** What {@code program} has printed. */
    public String log(String program) {
        return read(folder.resolve(program + ".log"));
    }

    /** The options that let a server of ours speak to this Janus. */
    public String[] serverOptions() {
        return new String[] {"-Dvoip.janus.api-secret-file=" + apiSecret(), "-Dvoip.janus.trust=" + certificate()};
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        try {
            Files.createDirectories(folder);
            Path output = folder.resolve("commands.log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
            if (!process.waitFor(SECONDS_PER_COMMAND, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + " failed: " + read(output));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        run("down", folder.toString());
    }
}
