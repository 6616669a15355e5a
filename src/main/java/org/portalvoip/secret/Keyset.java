package org.portalvoip.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of a key file, at least one.
 *
 * @param keys in the order of the file
 */
record Keyset(List<Key> keys) {
    private static final int BYTES_OF_PRINT = 16;
    private static final String ALGORITHM = "HmacSHA256";

    /** One key and the id by which payloads name it. */
    record Key(String id, SecretKey key) {
        /** What two files with the same key have in common, and what reveals nothing about it. */
        KeyPrint print() {
            byte[] print = Arrays.copyOf(mac("voip key print"), BYTES_OF_PRINT);
            return new KeyPrint(id, HexFormat.of().formatHex(print));
        }

        /** A key that reveals nothing about this one, nor about those for other purposes. */
        SecretKey derive(String purpose) {
            return new SecretKeySpec(mac("voip derived key: " + purpose), ALGORITHM);
        }

        private byte[] mac(String text) {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(key);
                return mac.doFinal(text.getBytes(US_ASCII));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("This Java has no HmacSHA256", e);
            }
        }
    }

    /** The key that seals: the last one. */
    Key primary() {
        return keys.get(keys.size() - 1);
    }

    /** The key with this id. */
    Optional<Key> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** Whether this is the set that {@code other} is, in one word. */
    String stamp() {
        return keys.stream().map(key -> key.print().toString()).collect(Collectors.joining());
    }
}
