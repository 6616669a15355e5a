package org.portalvoip.call;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tickets of the call socket, and the names by which it tells browsers apart. A ticket is good on this node, for a
 * minute, once, and for its holder only. Issuing one keeps nothing in memory. The key is made at each start and never
 * leaves the node.
 */
@ApplicationScoped
class CallTickets {
    static final Duration VALID = Duration.ofMinutes(1);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;
    private static final int HEAD = Long.BYTES + BYTES;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final int LONGEST = 200;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key = new SecretKeySpec(random(2 * BYTES), ALGORITHM);
    private final LongSupplier nanoTime;
    private final long begun;

    /** The heads of the tickets used in this minute and the minute before. */
    private Set<ByteBuffer> used = new HashSet<>();

    private Set<ByteBuffer> usedBefore = new HashSet<>();
    private long minute;

    CallTickets() {
        this(System::nanoTime);
    }

    /** {@code nanoTime} is a clock that never goes back. */
    CallTickets(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /** A ticket for {@code holder}: letters, digits, {@code -} and {@code _}. */
    String issue(String holder) {
        byte[] head = ByteBuffer.allocate(HEAD)
                .putLong(now() + VALID.toNanos())
                .put(random(BYTES))
                .array();
        return TEXT.encodeToString(concat(head, mac("ticket", head, holder)));
    }

    /** Whether {@code text} is a ticket of one of {@code holders}; if it is, it is used up. */
    boolean redeem(String text, Collection<String> holders) {
        byte[] ticket = bytes(text);
        if (ticket.length != HEAD + BYTES) {
            return false;
        }
        byte[] head = Arrays.copyOf(ticket, HEAD);
        byte[] mac = Arrays.copyOfRange(ticket, HEAD, ticket.length);
        return holders.stream().anyMatch(holder -> MessageDigest.isEqual(mac, mac("ticket", head, holder)))
                && now() < ByteBuffer.wrap(head).getLong()
                && firstUse(head);
    }

    /** A new name for a browser, to be kept in its cookie. */
    String newBrowser() {
        byte[] name = random(BYTES);
        return TEXT.encodeToString(concat(name, mac("browser", name, "")));
    }

    /** {@code text} if this node gave that name to a browser, otherwise empty. */
    Optional<String> browser(String text) {
        byte[] named = bytes(text);
        if (named.length != 2 * BYTES) {
            return Optional.empty();
        }
        byte[] name = Arrays.copyOf(named, BYTES);
        return MessageDigest.isEqual(named, concat(name, mac("browser", name, "")))
                ? Optional.of(text)
                : Optional.empty();
    }

    private synchronized boolean firstUse(byte[] head) {
        long thisMinute = now() / VALID.toNanos();
        if (thisMinute != minute) {
            usedBefore = thisMinute == minute + 1 ? used : new HashSet<>();
            used = new HashSet<>();
            minute = thisMinute;
        }
        return !usedBefore.contains(ByteBuffer.wrap(head)) && used.add(ByteBuffer.wrap(head));
    }

    private long now() {
        return nanoTime.getAsLong() - begun;
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] mac(String kind, byte[] head, String holder) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(kind.getBytes(StandardCharsets.UTF_8));
            mac.update(head);
            return Arrays.copyOf(mac.doFinal(holder.getBytes(StandardCharsets.UTF_8)), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] concat(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    /** Empty for what is not the text of bytes. */
    private static byte[] bytes(String text) {
        try {
            return text.length() > LONGEST
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
