package org.portalvoip.call;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens by which browsers come back to their calls: 256 random bits, of which only the hash is kept. A token is
 * replaced at each use, and is void as soon as the browser has said that it keeps the next one; without that, a browser
 * whose socket breaks before the next token arrives could never come back.
 */
@ApplicationScoped
class ResumeTokens {
    private static final int BYTES = 32;
    private static final int LONGEST = 64;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, CallLoop> calls = new HashMap<>();
    private final Map<CallLoop, ResumeHashes> tokens = new HashMap<>();

    /** The first token of a call. */
    synchronized String first(CallLoop call) {
        return next(call, null);
    }

    /** The call that {@code token} is good for. */
    synchronized Optional<CallLoop> find(String token) {
        return token.length() > LONGEST ? Optional.empty() : Optional.ofNullable(calls.get(ResumeHashes.of(token)));
    }

    /** A token for a call that another node had until now. */
    String random() {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** The tokens of a call that another node had until now. */
    synchronized void adopt(CallLoop call, ResumeHashes hashes) {
        tokens.put(call, hashes);
        call.isResumedWith(hashes);
        calls.put(hashes.last(), call);
        calls.put(hashes.before(), call);
    }

    /** The next token of a call to which a browser comes back with {@code used}. */
    synchronized String replace(CallLoop call, String used) {
        return next(call, ResumeHashes.of(used));
    }

    /** The browser has the last token, and needs no other. */
    synchronized void kept(CallLoop call) {
        ResumeHashes good = tokens.get(call);
        if (good != null) {
            calls.remove(good.before());
            tokens.put(call, good.kept());
            call.isResumedWith(good.kept());
        }
    }

    /** Nobody can come back to this call any more. */
    synchronized void forget(CallLoop call) {
        ResumeHashes good = tokens.remove(call);
        if (good != null) {
            calls.remove(good.before());
            calls.remove(good.last());
        }
    }

    private String next(CallLoop call, String used) {
        String token = random();
        forget(call);
        ResumeHashes good = new ResumeHashes(ResumeHashes.of(token), used);
        tokens.put(call, good);
        call.isResumedWith(good);
        calls.put(good.last(), call);
        if (used != null) {
            calls.put(used, call);
        }
        return token;
    }
}
