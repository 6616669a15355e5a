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
 * minute, once, and for its holder only. A user whom the portal has named also gets a pass for further tickets, because
 * the portal's own token is used up. Issuing either keeps nothing in memory. The key is made at each start and never
 * leaves the node.
 */
@ApplicationScoped
class CallTickets {
    static final Duration VALID = Duration.ofMinutes(1);
    static final Duration PASS_VALID = Duration.ofHours(2);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;
    private static final int HEAD = Long.BYTES + BYTES;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final int LONGEST = 1000;
    private static final String PASS = "pass";
    private static final String TICKET = "ticket";
    private static final String BROWSER = "browser";

    private static final byte[] NOBODY = new byte[0];
    /** No holder contains this. */
    private static final byte END_OF_HOLDER = 0;

    /**
     * A genuine ticket.
     *
     * @param head by which its use is remembered
     * @param user whom the portal named when it was issued
     */
    record Ticket(ByteBuffer head, Optional<PortalUser> user) {}

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

    /** A ticket for {@code holder}, and for the user of a portal if it named one: letters, digits, {@code -}, {@code _}. */
    String issue(String holder, Optional<PortalUser> user) {
        return issue(TICKET, VALID, holder, user.map(PortalUser::text).orElse(""));
    }

    /** Lets {@code holder} get tickets as {@code user} again. */
    String issuePass(String holder, PortalUser user) {
        return issue(PASS, PASS_VALID, holder, user.text());
    }

    private String issue(String kind, Duration valid, String holder, String user) {
        byte[] head = ByteBuffer.allocate(HEAD)
                .putLong(now() + valid.toNanos())
                .put(random(BYTES))
                .array();
        byte[] named = user.getBytes(StandardCharsets.UTF_8);
        return TEXT.encodeToString(concat(head, mac(kind, head, holder, named), named));
    }

    /** What {@code text} says if it is a ticket of one of {@code holders}; that does not use it up. */
    Optional<Ticket> read(String text, Collection<String> holders) {
        return read(TICKET, text, holders);
    }

    /** The user in {@code text} if it is a pass of one of {@code holders}. */
    Optional<PortalUser> readPass(String text, Collection<String> holders) {
        return read(PASS, text, holders).flatMap(Ticket::user);
    }

    private Optional<Ticket> read(String kind, String text, Collection<String> holders) {
        byte[] bytes = bytes(text);
        if (bytes.length < HEAD + BYTES) {
            return Optional.empty();
        }
        byte[] head = Arrays.copyOf(bytes, HEAD);
        byte[] mac = Arrays.copyOfRange(bytes, HEAD, HEAD + BYTES);
        byte[] user = Arrays.copyOfRange(bytes, HEAD + BYTES, bytes.length);
        boolean genuine =
                holders.stream().anyMatch(holder -> MessageDigest.isEqual(mac, mac(kind, head, holder, user)));
        return genuine && now() < ByteBuffer.wrap(head).getLong()
                ? Optional.of(new Ticket(ByteBuffer.wrap(head), user(user)))
                : Optional.empty();
    }

    private static Optional<PortalUser> user(byte[] text) {
        return text.length == 0
                ? Optional.empty()
                : Optional.of(PortalUser.parse(new String(text, StandardCharsets.UTF_8)));
    }

    /** A new name for a browser, to be kept in its cookie. */
    String newBrowser() {
        byte[] name = random(BYTES);
        return TEXT.encodeToString(concat(name, mac(BROWSER, name, "", NOBODY), NOBODY));
    }

    /** {@code text} if this node gave that name to a browser, otherwise empty. */
    Optional<String> browser(String text) {
        byte[] named = bytes(text);
        if (named.length != 2 * BYTES) {
            return Optional.empty();
        }
        byte[] name = Arrays.copyOf(named, BYTES);
        return MessageDigest.isEqual(named, concat(name, mac(BROWSER, name, "", NOBODY), NOBODY))
                ? Optional.of(text)
                : Optional.empty();
    }

    /** Uses a ticket up; false if it was used before. */
    synchronized boolean use(Ticket ticket) {
        long thisMinute = now() / VALID.toNanos();
        if (thisMinute != minute) {
            usedBefore = thisMinute == minute + 1 ? used : new HashSet<>();
            used = new HashSet<>();
            minute = thisMinute;
        }
        return !usedBefore.contains(ticket.head()) && used.add(ticket.head());
    }

    private long now() {
        return nanoTime.getAsLong() - begun;
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] mac(String kind, byte[] head, String holder, byte[] user) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(kind.getBytes(StandardCharsets.UTF_8));
            mac.update(head);
            mac.update(holder.getBytes(StandardCharsets.UTF_8));
            mac.update(END_OF_HOLDER);
            return Arrays.copyOf(mac.doFinal(user), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] concat(byte[] head, byte[] mac, byte[] user) {
        return ByteBuffer.allocate(head.length + mac.length + user.length)
                .put(head)
                .put(mac)
                .put(user)
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
