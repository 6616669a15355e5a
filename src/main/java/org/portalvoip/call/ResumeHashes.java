package org.portalvoip.call;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What is kept of the tokens of one call.
 *
 * @param last the hash of the last token
 * @param before the hash of the token by which the browser got the last one, as long as it may not have it; or null
 */
record ResumeHashes(String last, String before) {

    /** The SHA-256 of a token, in hexadecimal digits. */
    static String of(String token) {
        try {
            byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    /** The first of {@code hashes} that is one of these; null if none is. */
    String newestOf(List<String> hashes) {
        return hashes.stream()
                .filter(hash -> hash.equals(last) || hash.equals(before))
                .findFirst()
                .orElse(null);
    }

    /** The browser has the last token. */
    ResumeHashes kept() {
        return new ResumeHashes(last, null);
    }
}
