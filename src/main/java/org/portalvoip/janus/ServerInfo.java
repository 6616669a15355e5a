package org.portalvoip.janus;

import java.lang.module.ModuleDescriptor.Version;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What Janus tells of itself ({@code info} of its API).
 *
 * @param version such as {@code 1.1.2}; null if it does not tell
 * @param sessionTimeout for how long it keeps a session of which it hears nothing; zero if for ever
 * @param reclaimTimeout for how long it keeps a session that has lost its WebSocket; zero if it ends it at once
 */
public record ServerInfo(String version, Duration sessionTimeout, Duration reclaimTimeout) {

    private static final Version FIRST_WITH_SOUND_OVER_IPV6 = Version.parse("1.1.3");

    /** Of a Janus that does not tell. */
    static final ServerInfo NOT_TOLD = new ServerInfo(null, Duration.ZERO, Duration.ZERO);

    /** As far as it tells, whether its SIP plugin can send sound to this address; before 1.1.3 it cannot over IPv6. */
    boolean sendsSoundTo(InetAddress address) {
        return !(address instanceof Inet6Address)
                || number().filter(told -> told.compareTo(FIRST_WITH_SOUND_OVER_IPV6) < 0)
                        .isEmpty();
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
