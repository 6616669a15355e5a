package org.portalvoip.testing.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;

/**
 * A machine with two interfaces, of which each has a router's port of its own, as those of a Wi-Fi and of a mobile network,
 * and an address while the machine is in that network. It begins in the Wi-Fi. The router stands between it and Janus,
 * because Janus sends through one interface only, that of its media address. Needs root, as the owner of the tests'
 * namespace.
 */
public final class TwoNetworks implements AutoCloseable {
    public static final String WIFI = "wifi";
    public static final String MOBILE = "mobile";

    /** What the machine reaches over either network: Janus, and whoever listens there. */
    public static final String OUTSIDE = "10.99.0.1";

    /** The name of {@link #OUTSIDE} for its browsers, which look it up nowhere, and give the microphone to such pages. */
    private static final String NAME = "walk.localhost";

    private static final List<String> INTERFACES = List.of(WIFI, MOBILE);
    private static final String ROUTER = "10.99.0.3";

    private final Process router = namespace();
    private final Process machine = namespace();

    public TwoNetworks() {
        outside("ip link add street type bridge");
        outside("ip link set street up");
        outside("ip link set lab1 master street");
        outside("ip link add door type veth peer name door netns " + router.pid());
        outside("ip link set door master street");
        outside("ip link set door up");
        in(router, "ip address add " + ROUTER + "/24 dev door");
        in(router, "ip link set door up");
        in(router, "sysctl -qw net.ipv4.ip_forward=1");
        outside("ip route add 10.98.0.0/16 via " + ROUTER);
        // The kernel needs up to two seconds for an address of IPv6, and Chromium waits for two more after each change.
        inside("sysctl -qw net.ipv6.conf.default.disable_ipv6=1");
        for (String name : INTERFACES) {
            in(router, "ip link add " + name + " type veth peer name " + name + " netns " + machine.pid());
            in(router, "ip address add " + address(name, 1) + "/24 dev " + name);
            in(router, "ip link set " + name + " up");
        }
        join(WIFI);
    }

    private static Process namespace() {
        Process process = start(List.of("unshare", "--net", "sleep", "infinity"));
        // It is in its namespace as soon as it is what it will be.
        Await.until(Await.SOON, () -> process.info().command().orElse(""), name -> name.endsWith("sleep"));
        in(process, "ip link set lo up");
        return process;
    }

    private static String address(String name, int host) {
        return "10.98." + INTERFACES.indexOf(name) + "." + host;
    }

    /** The machine has this network, too. */
    public void join(String name) {
        inside("ip link set " + name + " up");
        inside("ip address add " + address(name, 2) + "/24 dev " + name);
        lead(name);
    }

    private void lead(String name) {
        inside("ip route add default via " + address(name, 1) + " dev " + name + " metric "
                + (1 + INTERFACES.indexOf(name)));
    }

    /** The machine no longer has this network. */
    public void leave(String name) {
        inside("ip address flush dev " + name);
        inside("ip link set " + name + " down");
    }

    /** The machine gets another address in this network. */
    public void moveIn(String name) {
        inside("ip address del " + address(name, 2) + "/24 dev " + name);
        inside("ip address add " + address(name, 3) + "/24 dev " + name);
        lead(name);
    }

    /** From now on the router drops UDP, and tells nobody, as the firewall of a company does. */
    public void dropUdp() {
        in(router, "ip rule add pref 10 ipproto udp blackhole");
    }

    /** A browser on this machine with a microphone. */
    public Browser browser(String... arguments) {
        Stream<String> names = Stream.of("--host-resolver-rules=MAP " + NAME + " " + OUTSIDE);
        return CallPage.browser(
                this::program, Stream.concat(names, Stream.of(arguments)).toArray(String[]::new));
    }

    /** A way out for that browser, to a port of 127.0.0.1. */
    public static Relay way(int target) {
        try {
            return Relay.at(InetAddress.getByName(OUTSIDE), target);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The portal as that browser reaches it by this way. */
    public static URI portal(Relay way) {
        return URI.create("http://" + NAME + ":" + way.port() + "/voip/");
    }

    /** Writes a program that is {@code program} on this machine. */
    private String program(String program) {
        try {
            Path file = Path.of("target", "on-machine-" + machine.pid()).toAbsolutePath();
            Files.writeString(
                    file, "#!/bin/sh\nexec " + String.join(" ", enter(machine)) + " " + program + " \"$@\"\n");
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void inside(String command) {
        in(machine, command);
    }

    private static void in(Process namespace, String command) {
        List<String> all = new ArrayList<>(enter(namespace));
        all.addAll(List.of(command.split(" ", -1)));
        Command.run(all);
    }

    private static List<String> enter(Process namespace) {
        return List.of("nsenter", "--target", String.valueOf(namespace.pid()), "--net");
    }

    private static void outside(String command) {
        Command.run(List.of(command.split(" ", -1)));
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The interfaces in the namespaces vanish with these. */
    @Override
    public void close() {
        outside("ip route del 10.98.0.0/16");
        outside("ip link del door");
        outside("ip link del street");
        machine.destroy();
        router.destroy();
    }
}
