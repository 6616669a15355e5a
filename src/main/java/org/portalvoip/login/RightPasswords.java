package org.portalvoip.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names with passwords that were right within the last minute. Only a keyed hash of each pair is kept; the key exists only in
 * this process.
 */
final class RightPasswords {
    private static final Duration MEMORY = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 100;

    /** {@code since} is a time of {@link System#nanoTime}, which no change of the clock moves. */
    private record Remembered(SignedIn user, long since) {}

    private final SecretKeySpec key = new SecretKeySpec(randomKey(), "HmacSHA256");
    private final Map<String, Remembered> remembered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private static byte[] randomKey() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** Who signed in with this pair; their account may have changed since. Empty when it was not right, or too long ago. */
    synchronized Optional<SignedIn> recall(String pair) {
        remembered.values().removeIf(one -> System.nanoTime() - one.since() > MEMORY.toNanos());
        return Optional.ofNullable(remembered.get(print(pair))).map(Remembered::user);
    }

    /** @param pair name, colon, password */
    synchronized void remember(String pair, SignedIn user) {
        remembered.put(print(pair), new Remembered(user, System.nanoTime()));
    }

    private String print(String pair) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(pair.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA256", e);
        }
    }
}
