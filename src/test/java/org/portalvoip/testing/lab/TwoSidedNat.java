package org.portalvoip.testing.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Two networks in which Janus has another address than its own, each one to one, with the same ports: that of the browsers, and
 * that of the telephones. Neither has a way to its own address. Needs root, as the owner of the tests' namespace.
 */
public final class TwoSidedNat implements AutoCloseable {
    /** Janus, for browsers. */
    public static final String FOR_BROWSERS = "203.0.113.10";

    /** Janus, for telephones. */
    public static final String FOR_TELEPHONES = "198.51.100.10";

    /** Where a telephone may be. */
    public static final String OF_TELEPHONE = "198.51.100.2";

    private static final String RULES = """
            table ip nat {
              chain in {
                type nat hook prerouting priority dstnat;
                ip daddr { %1$s, %2$s } dnat to %3$s
              }
              chain out {
                type nat hook postrouting priority srcnat;
                oifname "browsers" ip saddr %3$s snat to %1$s
                oifname "telephones" ip saddr %3$s snat to %2$s
              }
            }
            """.formatted(FOR_BROWSERS, FOR_TELEPHONES, Street.OF_JANUS);

    private final Street street = new Street();
    private final Machine browsers = network("browsers", FOR_BROWSERS, "203.0.113.2");
    private final Machine telephones = network("telephones", FOR_TELEPHONES, OF_TELEPHONE);

    public TwoSidedNat() {
        try {
            Path rules = Files.createTempFile(Path.of("target").toAbsolutePath(), "nat", ".nft");
            Files.writeString(rules, RULES);
            street.router().run("nft -f " + rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Machine network(String name, String ofJanus, String ofMachine) {
        Machine machine = new Machine();
        street.router().connect(name, machine);
        street.router().plug(name, ofJanus + "/24");
        machine.plug(name, ofMachine + "/24");
        street.leadTo(ofMachine + "/32");
        return machine;
    }

    /** Writes a program that is {@code program} in the network of the browsers. */
    public String programOfBrowsers(String program) {
        return browsers.program(program);
    }

    /** A telephone at {@link #OF_TELEPHONE}. */
    public FarTelephone telephone() {
        return new FarTelephone(telephones, OF_TELEPHONE);
    }

    @Override
    public void close() {
        browsers.close();
        telephones.close();
        street.close();
    }
}
