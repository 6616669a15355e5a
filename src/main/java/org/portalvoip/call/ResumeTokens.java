package org.portalvoip.call;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens by which browsers come back to their calls: 256 random bits, of which only the hash is kept. A token is
 * replaced at each use, and is void as soon as the browser has said that it keeps the next one; without that, a browser
 * whose socket breaks before the next token arrives could never come back.
 */
final class ResumeTokens {
    private static final int BYTES = 32;
    private static final int LONGEST = 64;

    /** The hashes of the tokens that are good: the last one, and the one by which the browser got it, or null. */
    private record Good(String last, String before) {}

    private final SecureRandom random = new SecureRandom();
    private final Map<String, CallLoop> calls = new HashMap<>();
    private final Map<CallLoop, Good> tokens = new HashMap<>();

    /** The first token of a call. */
    synchronized String first(CallLoop call) {
        return next(call, null);
    }

    /** The call that {@code token} is good for. */
    synchronized Optional<CallLoop> find(String token) {
        return token.length() > LONGEST ? Optional.empty() : Optional.ofNullable(calls.get(hash(token)));
    }

    /** The next token of a call to which a browser comes back with {@code used}. */
    synchronized String replace(CallLoop call, String used) {
        return next(call, hash(used));
    }

    /** The browser has the last token, and needs no other. */
    synchronized void kept(CallLoop call) {
        Good good = tokens.get(call);
        if (good != null) {
            calls.remove(good.before());
            tokens.put(call, new Good(good.last(), null));
        }
    }

    /** Nobody can come back to this call any more. */
    synchronized void forget(CallLoop call) {
        Good good = tokens.remove(call);
        if (good != null) {
            calls.remove(good.before());
            calls.remove(good.last());
        }
    }

    private String next(CallLoop call, String used) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        forget(call);
        Good good = new Good(hash(token), used);
        tokens.put(call, good);
        calls.put(good.last(), call);
        if (used != null) {
            calls.put(used, call);
        }
        return token;
    }

    private static String hash(String token) {
        try {
            byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
