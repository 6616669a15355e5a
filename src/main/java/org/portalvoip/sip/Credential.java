package org.portalvoip.sip;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** What answers a digest challenge (RFC 3261 section 22). No {@code toString} reveals a secret. */
public sealed interface Credential {

    /**
     * The password itself: fits any realm and any digest algorithm.
     *
     * @param value the password, as typed
     */
    record Password(String value) implements Credential {
        /** Throws an {@link IllegalArgumentException} for an empty password or one with control characters. */
        public Password {
            if (value.isEmpty() || value.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("The password is empty or has a control character");
            }
        }

        @Override
        public String toString() {
            return "Password";
        }
    }

    /**
     * {@code md5(user:realm:password)}: within its realm it can replace the password, so it is just as secret. It can
     * answer only MD5 challenges, not those of RFC 8760.
     *
     * @param hash 32 hexadecimal digits; kept in lower case, because SIP servers compare text
     */
    record Ha1(String hash) implements Credential {
        private static final Pattern MD5 = Pattern.compile("[0-9A-Fa-f]{32}");

        /** Throws an {@link IllegalArgumentException} for anything but 32 hexadecimal digits. */
        public Ha1 {
            if (!isOne(hash)) {
                throw new IllegalArgumentException("An HA1 has 32 hexadecimal digits");
            }
            hash = hash.toLowerCase(Locale.ROOT);
        }

        /** Whether a text is an HA1 already. */
        public static boolean isOne(String text) {
            return MD5.matcher(text).matches();
        }

        /** The HA1 of a password; {@code realm} is what the SIP server names in its challenge. */
        public static Ha1 of(String user, String realm, String password) {
            try {
                byte[] text = String.join(":", user, realm, password).getBytes(StandardCharsets.UTF_8);
                return new Ha1(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("MD5").digest(text)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has MD5", e);
            }
        }

        @Override
        public String toString() {
            return "Ha1";
        }
    }

    /** No credential, for a SIP server that lets anybody call. */
    record Guest() implements Credential {}
}
