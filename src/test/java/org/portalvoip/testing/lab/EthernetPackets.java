package org.portalvoip.testing.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Loopback with packets of 1,500 bytes at most, as between machines, instead of its usual 64 KB. Needs root, as the owner of
 * the tests' namespace.
 */
public final class EthernetPackets implements AutoCloseable {
    private static final Path COUNTERS = Path.of("/proc/net/snmp");

    private static final String TABLE = "inet pieces";
    private static final String RULE = "ip frag-off & 0x3fff != 0 drop";

    private final long before = pieces();
    private boolean dropping;

    public EthernetPackets() {
        mtu(1500);
    }

    private static void mtu(int bytes) {
        Machine.outside("ip link set lo mtu " + bytes);
    }

    /** From now on pieces are lost, as behind a firewall that knows to whom a datagram goes by its first piece alone. */
    public void dropPieces() {
        dropping = true;
        Machine.outside("nft add table " + TABLE);
        Machine.outside("nft add chain " + TABLE + " arrive { type filter hook prerouting priority -500 ; }");
        Machine.outside("nft add rule " + TABLE + " arrive " + RULE);
    }

    /** Into how many pieces datagrams were cut up since. */
    public long cutUp() {
        return pieces() - before;
    }

    private static long pieces() {
        try {
            List<List<String>> ip = Files.readAllLines(COUNTERS).stream()
                    .filter(line -> line.startsWith("Ip: "))
                    .map(line -> List.of(line.split(" ", -1)))
                    .toList();
            return Long.parseLong(ip.get(1).get(ip.get(0).indexOf("FragCreates")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        mtu(65_536);
        if (dropping) {
            Machine.outside("nft delete table " + TABLE);
        }
    }
}
