package org.portalvoip.janus;

import java.lang.module.ModuleDescriptor.Version;

/** What a Janus lacks for us, until a version of its own; calls are possible all the same. */
public enum Shortcoming {
    /** Its SIP plugin cannot send sound to an IPv6 address. */
    NO_SOUND_OVER_IPV6("1.1.3"),
    /** It does not tell the {@code Reason} (RFC 3326) with which a call is refused. */
    NO_REASON("1.1.4"),
    /** It cuts the header fields of our INVITE off after about 2 KB. */
    SHORT_HEADERS("1.3.0"),
    /** It has vulnerabilities that are known to everybody. */
    VULNERABLE("1.4.1");

    private final String ended;

    Shortcoming(String ended) {
        this.ended = ended;
    }

    /** The first version without it. */
    public String ended() {
        return ended;
    }

    boolean isIn(Version janus) {
        return janus.compareTo(Version.parse(ended)) < 0;
    }
}
