package org.portalvoip.testing.lab;

import java.util.List;

/**
 * A machine with two interfaces, of which each has an address and a router's port of its own, as those of a Wi-Fi and of a
 * mobile network. It begins in the Wi-Fi. The router stands between it and Janus, because Janus sends through one interface
 * only, that of its media address. Needs root, as the owner of the tests' namespace.
 */
public final class TwoNetworks implements AutoCloseable {
    public static final String WIFI = "wifi";
    public static final String MOBILE = "mobile";

    /** What the machine reaches over either network: Janus, and whoever listens there. */
    public static final String OUTSIDE = Street.OF_JANUS;

    private static final List<String> INTERFACES = List.of(WIFI, MOBILE);

    private final Street street = new Street();
    private final Machine machine = new Machine();

    public TwoNetworks() {
        street.leadTo("10.98.0.0/16");
        for (String name : INTERFACES) {
            street.router().connect(name, machine);
            street.router().plug(name, address(name, 1) + "/24");
            machine.plug(name, address(name, 2) + "/24");
            machine.run("ip link set " + name + " down");
        }
        join(WIFI);
    }

    private static String address(String name, int host) {
        return "10.98." + INTERFACES.indexOf(name) + "." + host;
    }

    /** The machine has this network, too. */
    public void join(String name) {
        machine.run("ip link set " + name + " up");
        lead(name);
    }

    private void lead(String name) {
        machine.run("ip route add default via " + address(name, 1) + " dev " + name + " metric "
                + (1 + INTERFACES.indexOf(name)));
    }

    /** The machine no longer has this network. */
    public void leave(String name) {
        machine.run("ip link set " + name + " down");
    }

    /** The machine gets another address in this network. */
    public void moveIn(String name) {
        machine.run("ip address del " + address(name, 2) + "/24 dev " + name);
        machine.run("ip address add " + address(name, 3) + "/24 dev " + name);
        lead(name);
    }

    /** Writes a program that is {@code program} on this machine. */
    public String program(String program) {
        return machine.program(program);
    }

    @Override
    public void close() {
        machine.close();
        street.close();
    }
}
