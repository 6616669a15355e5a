package org.portalvoip.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Objects;

/**
 * A password or another secret in memory. Printing, logging, comparing or serialising it reveals nothing. Only {@link
 * #reveal()} returns the text, so a search for its callers finds every place that handles a secret in the clear.
 */
public final class Secret {
    private final String text;

    /** @param text any text, may be empty; not null */
    public Secret(String text) {
        this.text = Objects.requireNonNull(text);
    }

    /** The secret in the clear, for the one call that needs it. */
    public String reveal() {
        return text;
    }

    /** Takes the same time wherever the first difference is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(text.getBytes(UTF_8), that.text.getBytes(UTF_8));
    }

    /** The same for all secrets: a hash of the text would reveal something about it. */
    @Override
    public int hashCode() {
        return 328;
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
