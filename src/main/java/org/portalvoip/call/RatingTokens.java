package org.portalvoip.call;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * What a browser gets with its call, to say afterwards how it was: the id of the call, signed, because ids also stand in
 * logs. Good on all nodes with the same key file; nothing is kept in memory.
 */
@ApplicationScoped
public class RatingTokens {
    private static final int BYTES = 16;
    private static final int LONGEST = 100;
    private static final String PURPOSE = "rating ";
    private static final int ATTEMPTS_PER_MINUTE = 10;

    @Inject
    TicketKeys keys;

    private final long begun = System.nanoTime();
    private final Rate<String> attempts = new Rate<>(ATTEMPTS_PER_MINUTE, Duration.ofMinutes(1));

    /** The token of a call. */
    String issue(String call) {
        return call + '.' + signature(keys.good().get(0), call);
    }

    /** The id of the call for which {@code token} is good; empty when we did not issue it. */
    public Optional<String> call(String token) {
        int end = token.indexOf('.');
        if (end < 0 || token.length() > LONGEST) {
            return Optional.empty();
        }
        String call = token.substring(0, end);
        byte[] signature = token.substring(end + 1).getBytes(StandardCharsets.UTF_8);
        return keys.good().stream()
                        .map(key -> signature(key, call).getBytes(StandardCharsets.UTF_8))
                        .anyMatch(good -> MessageDigest.isEqual(good, signature))
                ? Optional.of(call)
                : Optional.empty();
    }

    /** Whether the database may be asked once more for this call: ten times a minute on this node. */
    public synchronized boolean mayAsk(String call) {
        Duration now = Duration.ofNanos(System.nanoTime() - begun);
        boolean allowed = attempts.allows(call, now);
        if (allowed) {
            attempts.take(call, now);
        }
        return allowed;
    }

    private static String signature(SecretKey key, String call) {
        try {
            Mac mac = Mac.getInstance(TicketKeys.ALGORITHM);
            mac.init(key);
            byte[] whole = mac.doFinal((PURPOSE + call).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
