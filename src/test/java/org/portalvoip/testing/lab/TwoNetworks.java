package org.portalvoip.testing.lab;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
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
    public static final String OUTSIDE = Street.OF_JANUS;

    /** The name of {@link #OUTSIDE} for its browsers, which look it up nowhere, and give the microphone to such pages. */
    private static final String NAME = "walk.localhost";

    private static final List<String> INTERFACES = List.of(WIFI, MOBILE);

    private final Street street = new Street();
    private final Machine machine = new Machine();

    public TwoNetworks() {
        street.leadTo("10.98.0.0/16");
        // The kernel needs up to two seconds for an address of IPv6, and Chromium waits for two more after each change.
        machine.run("sysctl -qw net.ipv6.conf.default.disable_ipv6=1");
        for (String name : INTERFACES) {
            street.router().connect(name, machine);
            street.router().plug(name, address(name, 1) + "/24");
        }
        join(WIFI);
    }

    private static String address(String name, int host) {
        return "10.98." + INTERFACES.indexOf(name) + "." + host;
    }

    /** The machine has this network, too. */
    public void join(String name) {
        machine.plug(name, address(name, 2) + "/24");
        lead(name);
    }

    private void lead(String name) {
        machine.run("ip route add default via " + address(name, 1) + " dev " + name + " metric "
                + (1 + INTERFACES.indexOf(name)));
    }

    /** The machine no longer has this network. */
    public void leave(String name) {
        machine.run("ip address flush dev " + name);
        machine.run("ip link set " + name + " down");
    }

    /** The machine gets another address in this network. */
    public void moveIn(String name) {
        machine.run("ip address del " + address(name, 2) + "/24 dev " + name);
        machine.run("ip address add " + address(name, 3) + "/24 dev " + name);
        lead(name);
    }

    /** From now on the router drops UDP, and tells nobody, as the firewall of a company does. */
    public void dropUdp() {
        street.router().run("ip rule add pref 10 ipproto udp blackhole");
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
        return machine.program(program);
    }

    @Override
    public void close() {
        machine.close();
        street.close();
    }
}
