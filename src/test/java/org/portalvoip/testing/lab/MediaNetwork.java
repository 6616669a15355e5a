package org.portalvoip.testing.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The network between browsers, Janus and the desk, in the namespace of the tests. It can be taken away and given
 * back; nobody is told, packets only get lost. Needs root, as the namespace's owner.
 */
public final class MediaNetwork implements AutoCloseable {
    /** {@code rtp_port_range} of {@code server-config/janus/janus.jcfg}. */
    private static final String PORTS = "20000-29999";

    /**
     * Leads to a neighbour who does not exist, where packets vanish. A rule of type blackhole would not do: it refuses
     * them with EINVAL, upon which Chromium closes its socket for good, and no network that is lost does that.
     */
    private static final String NOWHERE = "lookup 99";

    /** {@code rtp_ports} of {@code server-config/lab/baresip/config}, and {@code rtp_port_range} of Janus's SIP plugin. */
    private static final String OF_THE_DESK = "sport 40000-41999 dport 30000-39999";

    /** Of RTP (RFC 3550) alone, so that ICE and DTLS find their way; and of what browsers are sent, not all. */
    private static final String RULES = """
            table inet sound {
              chain arrives {
                type filter hook input priority 0;
                udp dport %1$s @th,64,2 2 drop
                udp sport %1$s @th,64,2 2 numgen random mod 100 < 20 drop
              }
            }
            """.formatted(PORTS);

    private boolean down;
    private boolean spoilt;
    private boolean deskIsSilent;

    /** Rules are read by their numbers; the rule for local addresses normally is the first, and hides all others. */
    public MediaNetwork() {
        ip("neigh replace 10.99.0.2 lladdr 02:00:00:00:00:01 dev lab0 nud permanent");
        ip("route replace default via 10.99.0.2 dev lab0 table 99");
        ip("rule add pref 100 lookup local");
        ip("rule del pref 0");
    }

    /** From now on every packet between browsers and Janus is lost. */
    public void down() {
        down = true;
        ip("rule add pref 10 ipproto udp dport " + PORTS + " " + NOWHERE);
        ip("rule add pref 11 ipproto udp sport " + PORTS + " " + NOWHERE);
    }

    /** From now on every packet of sound that the telephones of the desk send to Janus is lost. */
    public void silenceTheDesk() {
        deskIsSilent = true;
        ip("rule add pref 12 ipproto udp " + OF_THE_DESK + " " + NOWHERE);
    }

    /** From now on nothing of the sound of browsers arrives at Janus, and a fifth of what it sends them is lost. */
    public void spoilTheSound() {
        spoilt = true;
        Command.run(List.of("nft", "-f", rules().toString()));
    }

    private static Path rules() {
        try {
            Path file = Files.createTempFile(Path.of("target").toAbsolutePath(), "sound", ".nft");
            return Files.writeString(file, RULES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The network is there again. */
    public void up() {
        ip("rule del pref 10");
        ip("rule del pref 11");
        down = false;
    }

    private static void ip(String change) {
        List<String> command =
                Stream.concat(Stream.of("ip"), Stream.of(change.split(" ", -1))).toList();
        Command.run(command);
    }

    @Override
    public void close() {
        if (down) {
            up();
        }
        if (deskIsSilent) {
            ip("rule del pref 12");
        }
        if (spoilt) {
            Command.run(List.of("nft", "delete", "table", "inet", "sound"));
        }
        ip("rule add pref 0 lookup local");
        ip("rule del pref 100");
    }
}
