package org.portalvoip.janus;

import java.lang.module.ModuleDescriptor.Version;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Janus tells of itself ({@code info} of its API).
 *
 * @param version such as {@code 1.1.2}; null if it does not tell
 * @param sessionTimeout for how long it keeps a session of which it hears nothing; zero if for ever
 * @param reclaimTimeout for how long it keeps a session that has lost its WebSocket; zero if it ends it at once
 */
public record ServerInfo(String version, Duration sessionTimeout, Duration reclaimTimeout) {

    /** Of a Janus that does not tell. */
    static final ServerInfo NOT_TOLD = new ServerInfo(null, Duration.ZERO, Duration.ZERO);

    /** What it lacks; empty if it does not tell its version. */
    public List<Shortcoming> shortcomings() {
        return number().stream()
                .flatMap(told -> Stream.of(Shortcoming.values()).filter(lack -> lack.isIn(told)))
                .toList();
    }

    /** As far as it tells, whether its SIP plugin can send sound to this address. */
    public boolean sendsSoundTo(InetAddress address) {
        return !(address instanceof Inet6Address) || !shortcomings().contains(Shortcoming.NO_SOUND_OVER_IPV6);
    }

    /** The version, to be compared with others; empty if it tells none, or none that begins with a number. */
    public Optional<Version> number() {
        try {
            return Optional.ofNullable(version).map(Version::parse);
        } catch (IllegalArgumentException noNumber) {
            return Optional.empty();
        }
    }

    /** Whether it has told anything. */
    public boolean isTold() {
        return !equals(NOT_TOLD);
    }
}
