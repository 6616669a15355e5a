package org.portalvoip.testing.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The network between browsers and Janus's WebRTC ports, in the namespace of the tests. It can be taken away and given
 * back; nobody is told, packets only get lost. Needs root, as the namespace's owner.
 */
public final class MediaNetwork implements AutoCloseable {
    /** {@code rtp_port_range} of {@code server-config/janus/janus.jcfg}. */
    private static final String PORTS = "20000-29999";

    private boolean down;

    /** Rules are read by their numbers; the rule for local addresses normally is the first, and hides all others. */
    public MediaNetwork() {
        ip("add pref 100 lookup local");
        ip("del pref 0");
    }

    /** From now on every packet between browsers and Janus is lost. */
    public void down() {
        down = true;
        ip("add pref 10 ipproto udp dport " + PORTS + " blackhole");
        ip("add pref 11 ipproto udp sport " + PORTS + " blackhole");
    }

    /** The network is there again. */
    public void up() {
        ip("del pref 10");
        ip("del pref 11");
        down = false;
    }

    private static void ip(String rule) {
        List<String> command = Stream.concat(Stream.of("ip", "rule"), Stream.of(rule.split(" ", -1)))
                .toList();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + said);
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
        if (down) {
            up();
        }
        ip("add pref 0 lookup local");
        ip("del pref 100");
    }
}
