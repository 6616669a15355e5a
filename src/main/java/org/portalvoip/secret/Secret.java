package org.portalvoip.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Objects;

/**
 * A password or another secret in memory. Printing, logging, comparing or serialising it tells nothing; the one way to
 * the text is {@link #reveal()}, so a search for its callers finds every place that handles a secret in the clear.
 */
public final class Secret {
    private final String text;

    /** @param text any text, also an empty one; not null */
    public Secret(String text) {
        this.text = Objects.requireNonNull(text);
    }

    /** The secret in the clear, for the one call that needs it. */
    public String reveal() {
        return text;
    }

    /** Takes the same time wherever the first difference stands. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(text.getBytes(UTF_8), that.text.getBytes(UTF_8));
    }

    /** The same for all: a hash of a secret would tell something of it. */
    @Override
    public int hashCode() {
        return 328;
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
