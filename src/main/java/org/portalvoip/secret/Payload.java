package org.portalvoip.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A sealed secret: AES-256-GCM with a fresh nonce of 12 bytes. As text it is {@code format:keyid:nonce:ciphertext}, and
 * less than twice as long as its secret in UTF-8, plus 80 characters.
 *
 * @param format {@code v2}, or {@code v1} of earlier versions, which was bound to the parameter and the key only
 * @param nonce in base64url
 * @param sealed in base64url
 */
record Payload(String format, String keyId, String nonce, String sealed) {
    static final String BOUND = "v2";
    static final String UNBOUND = "v1";

    private static final Pattern TEXT =
            Pattern.compile("(v[12]):([A-Za-z0-9_-]{1,32}):([A-Za-z0-9_-]{16}):([A-Za-z0-9_-]+)");
    private static final int BYTES_OF_NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The payload that {@link #toString} wrote; empty for any other text. */
    static Optional<Payload> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches() || !isExact(parts.group(3)) || !isExact(parts.group(4))) {
            return Optional.empty();
        }
        return Optional.of(new Payload(parts.group(1), parts.group(2), parts.group(3), parts.group(4)));
    }

    /** The last character has bits that no byte uses; they must not have changed either. */
    private static boolean isExact(String base64) {
        // A single character in the last group is not valid base64.
        return base64.length() % 4 != 1 && text(bytes(base64)).equals(base64);
    }

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Payload seal(Keyset.Key key, byte[] associatedData, Secret secret) {
        byte[] nonce = new byte[BYTES_OF_NONCE];
        RANDOM.nextBytes(nonce);
        try {
            byte[] clear = secret.reveal().getBytes(UTF_8);
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, key, nonce, associatedData).doFinal(clear);
            return new Payload(BOUND, key.id(), text(nonce), text(sealed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-256-GCM", e);
        }
    }

    /** The secret; empty if the key, the associated data or the payload is not the one of the sealing. */
    Optional<Secret> open(Keyset.Key key, byte[] associatedData) {
        try {
            byte[] clear = cipher(Cipher.DECRYPT_MODE, key, bytes(nonce), associatedData)
                    .doFinal(bytes(sealed));
            return Optional.of(new Secret(new String(clear, UTF_8)));
        } catch (AEADBadTagException changed) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-256-GCM", e);
        }
    }

    private static Cipher cipher(int mode, Keyset.Key key, byte[] nonce, byte[] associatedData)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associatedData);
        return cipher;
    }

    @Override
    public String toString() {
        return format + ":" + keyId + ":" + nonce + ":" + sealed;
    }
}
