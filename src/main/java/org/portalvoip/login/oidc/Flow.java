package org.portalvoip.login.oidc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One sign-in under way. The browser keeps it in a cookie: so no stranger makes a session, and every node can end what
 * another began.
 *
 * @param state comes back with the browser, and shows that it is the one that began (RFC 6749 section 10.12)
 * @param nonce comes back in the ID token, which is thus for this sign-in
 * @param verifier shows the provider that whoever brings the code is who asked for it (RFC 7636)
 * @param wanted where the browser wants to go; empty for nowhere; not to be trusted
 */
public record Flow(String state, String nonce, String verifier, String wanted) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Pattern TEXT =
            Pattern.compile("([\\w-]{43})\\.([\\w-]{43})\\.([\\w-]{43})\\.((?:[\\w-]{4}){0,150}[\\w-]{0,3})");

    /** A new one. */
    public static Flow begin(String wanted) {
        return new Flow(random(), random(), random(), wanted);
    }

    /** The reverse of {@link #text}; empty for any other text. */
    public static Optional<Flow> parse(String text) {
        Matcher parts = TEXT.matcher(Objects.requireNonNullElse(text, ""));
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            String wanted = new String(Base64.getUrlDecoder().decode(parts.group(4)), UTF_8);
            return Optional.of(new Flow(parts.group(1), parts.group(2), parts.group(3), wanted));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As the value of a cookie. */
    public String text() {
        return String.join(".", state, nonce, verifier, BASE64.encodeToString(wanted.getBytes(UTF_8)));
    }

    /** Whether the browser came back with the state of this sign-in. */
    public boolean isOf(String returned) {
        return returned != null && MessageDigest.isEqual(state.getBytes(UTF_8), returned.getBytes(UTF_8));
    }

    /** What the provider learns of the verifier before it gives the code, by the method {@code S256}. */
    String challenge() {
        try {
            return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Contains nothing that a log must not have. */
    @Override
    public String toString() {
        return "Flow";
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }
}
