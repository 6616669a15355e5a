package org.portalvoip.testing.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * What lies between Janus, on the machine of the tests, and the networks of others: one router. Needs root, as the owner of
 * the tests' namespace.
 */
final class Street implements AutoCloseable {
    /** Where Janus is; see {@code server-config/lab/namespace}. */
    static final String OF_JANUS = "10.99.0.1";

    private static final String OF_ROUTER = "10.99.0.3";

    private final Machine router = new Machine();
    private final List<String> networks = new ArrayList<>();

    Street() {
        Machine.outside("ip link add street type bridge");
        Machine.outside("ip link set street up");
        Machine.outside("ip link set lab1 master street");
        router.connect("door");
        Machine.outside("ip link set door master street");
        Machine.outside("ip link set door up");
        router.plug("door", OF_ROUTER + "/24");
        router.run("sysctl -qw net.ipv4.ip_forward=1");
    }

    /** Its networks are up to the caller. */
    Machine router() {
        return router;
    }

    /** From now on the way to this network leads over the router. */
    void leadTo(String network) {
        Machine.outside("ip route add " + network + " via " + OF_ROUTER);
        networks.add(network);
    }

    @Override
    public void close() {
        networks.forEach(network -> Machine.outside("ip route del " + network));
        Machine.outside("ip link del door");
        Machine.outside("ip link del street");
        router.close();
    }
}
