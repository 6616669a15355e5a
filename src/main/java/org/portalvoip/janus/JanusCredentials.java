package org.portalvoip.janus;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.portalvoip.sip.Credential;

/**
 * What the SIP plugin of Janus can pass on when a SIP server asks for credentials: it writes
 * {@code Digest:"realm":user:secret} into buffers of fixed length (janus_sip.c of 1.1.2: {@code secret[100]},
 * {@code auth[256]}) and silently cuts what is longer. Its SIP library splits the line at the colons, so a colon ends
 * the secret, and the quotes that Janus puts around such a secret become part of it. Tried on Janus 1.1.2.
 */
public final class JanusCredentials {

    /** Why a credential does not reach the SIP server unchanged. */
    public enum Fault {
        /** The secret has a colon. */
        COLON,
        /** The secret has more than 99 bytes. */
        SECRET,
        /** Realm, user and secret together are too long. */
        LINE
    }

    private static final int MOST_BYTES_OF_SECRET = 99;
    private static final int MOST_BYTES_OF_LINE = 255;
    private static final String HA1_MARK = "HA1+";
    private static final int DIGITS_OF_HA1 = 32;

    private JanusCredentials() {}

    /**
     * What prevents Janus from using a credential; empty if it can use it.
     *
     * @param user user name of the digest
     * @param realm the realm in the SIP server's challenges
     */
    public static Optional<Fault> fault(String user, String realm, Credential credential) {
        if (credential instanceof Credential.Password password) {
            if (password.value().indexOf(':') >= 0) {
                return Optional.of(Fault.COLON);
            }
            if (bytes(password.value()) > MOST_BYTES_OF_SECRET) {
                return Optional.of(Fault.SECRET);
            }
            return fits("Digest", realm, user, bytes(password.value()));
        }
        return credential instanceof Credential.Ha1
                ? fits(HA1_MARK + "Digest", realm, user, HA1_MARK.length() + DIGITS_OF_HA1)
                : Optional.empty();
    }

    private static Optional<Fault> fits(String scheme, String realm, String user, int bytesOfSecret) {
        int bytes = bytes(scheme + ":\"" + realm + "\":" + user + ":") + bytesOfSecret;
        return bytes > MOST_BYTES_OF_LINE ? Optional.of(Fault.LINE) : Optional.empty();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
