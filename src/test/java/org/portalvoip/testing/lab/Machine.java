package org.portalvoip.testing.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.portalvoip.testing.Await;

/** A machine with a network of its own, in the namespace of the tests. Needs root, as the owner of that one. */
final class Machine implements AutoCloseable {
    /** Nothing but what keeps the namespace. */
    private final Process keeper = start();

    Machine() {
        // It is in its namespace as soon as it is what it will be.
        Await.until(Await.SOON, () -> keeper.info().command().orElse(""), name -> name.endsWith("sleep"));
        run("ip link set lo up");
    }

    private static Process start() {
        try {
            return new ProcessBuilder("unshare", "--net", "sleep", "infinity")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command outside, on the machine of the tests. */
    static void outside(String command) {
        Command.run(List.of(command.split(" ", -1)));
    }

    /** Runs a command here. */
    void run(String command) {
        Command.run(inside(command.split(" ", -1)));
    }

    /** The command that runs {@code command} here. */
    List<String> inside(String... command) {
        return Stream.concat(
                        Stream.of("nsenter", "--target", String.valueOf(keeper.pid()), "--net"), Stream.of(command))
                .toList();
    }

    /** A cable from this machine to another, or to that of the tests; both ends have this name, and are down. */
    void connect(String name, Machine other) {
        run("ip link add " + name + " type veth peer name " + name + " netns " + other.keeper.pid());
    }

    /** As {@link #connect}, to the machine of the tests. */
    void connect(String name) {
        outside("ip link add " + name + " type veth peer name " + name + " netns " + keeper.pid());
    }

    /** Gives the end of a cable an address, and switches it on. */
    void plug(String name, String address) {
        run("ip address add " + address + " dev " + name);
        run("ip link set " + name + " up");
    }

    /** Writes a program that is {@code program} on this machine. */
    String program(String program) {
        try {
            Path file = Path.of("target", "on-machine-" + keeper.pid()).toAbsolutePath();
            Files.writeString(file, "#!/bin/sh\nexec " + String.join(" ", inside(program)) + " \"$@\"\n");
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its ends of cables vanish with it, and so do the others. */
    @Override
    public void close() {
        keeper.destroy();
    }
}
