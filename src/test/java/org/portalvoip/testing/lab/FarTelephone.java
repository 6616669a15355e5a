package org.portalvoip.testing.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.portalvoip.testing.Await;

/** A baresip that answers at another address than those of the lab, as 0800, and is its own SIP server. */
public final class FarTelephone implements AutoCloseable {
    private static final Path CONFIGURATION = Path.of("server-config", "lab", "baresip", "config");
    private static final String PORT = "5070";
    private static final int CONTROL = 4444;

    private final String address;
    private final Path folder;
    private final Process process;

    FarTelephone(Machine machine, String address) {
        this.address = address;
        try {
            folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "telephone");
            Files.writeString(
                    folder.resolve("config"), Files.readString(CONFIGURATION).replace("127.0.0.1", address));
            Files.writeString(
                    folder.resolve("accounts"), "<sip:0800@" + address + ":" + PORT + ">;regint=0;answermode=auto\n");
            process = new ProcessBuilder(machine.inside("baresip", "-f", folder.toString()))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until(Await.SOON, this::log, text -> text.contains("baresip is ready"));
    }

    /** For parameter 326. */
    public String port() {
        return PORT;
    }

    /** What it has printed. */
    public String log() {
        return Await.log(folder.resolve("log"));
    }

    /** What it has heard in its only call; empty before that call. */
    public Optional<Path> heard() {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith("-dec.wav")).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hangs up by the telephone's own control connection, which speaks netstrings. */
    public void hangUp() {
        String command = "{\"command\":\"hangup\",\"token\":\"test\"}";
        try (Socket control = new Socket(address, CONTROL)) {
            control.getOutputStream().write((command.length() + ":" + command + ",").getBytes(UTF_8));
            Await.until(
                    Await.SOON, this::log, text -> text.contains("session closed") || text.contains("terminate call"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
