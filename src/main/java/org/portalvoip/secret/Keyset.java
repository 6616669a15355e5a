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

/**
 * The keys of a key file, at least one.
 *
 * @param keys in the order of the file
 */
record Keyset(List<Key> keys) {
    private static final int BYTES_OF_PRINT = 16;

    /** One key and the id by which payloads name it. */
    record Key(String id, SecretKey key) {
        /** What two files with the same key have in common, and what reveals nothing about it. */
        KeyPrint print() {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
                byte[] print = Arrays.copyOf(mac.doFinal("voip key print".getBytes(US_ASCII)), BYTES_OF_PRINT);
                return new KeyPrint(id, HexFormat.of().formatHex(print));
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
