package org.portalvoip.call;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.portalvoip.call.UsedTickets.Use;
import org.portalvoip.sip.Extension;

/**
 * The tickets of the call socket, and the names by which it tells browsers apart. They are good on all nodes with the
 * same key file; see {@link TicketKeys}. A ticket is good for a minute, once, and for its holder only. Here is remembered
 * what was used on this node; the nodes of one database agree when a call is placed, see {@link UsedTokenTable}. A user
 * whom the portal has named also gets a pass for further tickets, because the portal's own token is used up.
 * Issuing any of them keeps nothing in memory.
 *
 * <p>The node that issued a ticket measures its time by a clock that never goes back. Other nodes have only the time of
 * day, and clocks differ: there a ticket is good for {@link #CLOCKS_DIFFER} more. Longer than 200 lines, because
 * writing and reading of the same bytes stand side by side.
 */
@ApplicationScoped
class CallTickets {
    static final Duration VALID = Duration.ofMinutes(1);
    static final Duration PASS_VALID = Duration.ofHours(2);
    /** A clock that shows the time of another zone, and is not exact either. */
    static final Duration CLOCKS_DIFFER = Duration.ofMinutes(65);

    /** After this time no node takes a ticket for good, whatever its clock shows. */
    static final Duration GOOD_NOWHERE = VALID.plus(CLOCKS_DIFFER).plus(CLOCKS_DIFFER);

    /** Of each kind, own and others'; with less than 200 bytes for each. */
    private static final int MOST_USED = 20_000;

    private static final int BYTES = 16;
    private static final int HEAD = 3 * Long.BYTES + BYTES;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final int LONGEST = 1000;
    private static final String PASS = "pass";
    private static final String TRANSFER = "transfer";
    private static final String BROWSER = "browser";

    private static final byte[] NOBODY = new byte[0];
    /** No holder contains this. */
    private static final byte END_OF_HOLDER = 0;

    /** What the socket is for that a ticket admits. */
    enum Purpose {
        CALL("ticket"),
        /** Only to come back to a running call. */
        RETURN("return"),
        /** Only for the test call that its holder has prepared; see {@link TrialCalls}. */
        TRIAL("trial");

        private final String kind;

        Purpose(String kind) {
            this.kind = kind;
        }
    }

    /**
     * A genuine ticket.
     *
     * @param head by which its use is remembered
     * @param user whom the portal named when it was issued
     */
    record Ticket(Head head, Optional<PortalUser> user, Purpose purpose) {
        /** Differs from that of any other ticket, opens no door, and has 22 characters. */
        String name() {
            return head.name();
        }
    }

    /**
     * To whom a ticket leads its holder.
     *
     * @param ticket its name, as {@link Ticket#name}
     */
    record Transfer(Extension goal, String ticket) {}

    /** What is genuine and in time, and what it says. */
    private record Opened(Head head, String said) {}

    /**
     * The beginning of a ticket.
     *
     * @param issuer the node that issued it, a number of its start
     * @param until when it ends, in nanoseconds since that start
     * @param issued when it was issued, in milliseconds of the day's clock there
     * @param bytes all of it, with a part that is random
     */
    record Head(long issuer, long until, long issued, ByteBuffer bytes) {
        /** The name by which all nodes know it; as text, its random part. */
        private String name() {
            byte[] random = new byte[BYTES];
            bytes.slice(HEAD - BYTES, BYTES).get(random);
            return TEXT.encodeToString(random);
        }

        private static Head of(byte[] bytes) {
            ByteBuffer head = ByteBuffer.wrap(bytes);
            return new Head(head.getLong(), head.getLong(), head.getLong(), head.rewind());
        }
    }

    private final SecureRandom random = new SecureRandom();
    private final long thisStart = random.nextLong();
    private final UsedTickets own = new UsedTickets(MOST_USED);
    private final UsedTickets others = new UsedTickets(MOST_USED);
    private final TicketKeys keys;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final long begun;

    @Inject
    CallTickets(TicketKeys keys) {
        this(keys, System::nanoTime, InstantSource.system());
    }

    /** For the CDI proxy only. */
    protected CallTickets() {
        this(null);
    }

    /** {@code nanoTime} is a clock that never goes back, {@code clock} that of the day. */
    CallTickets(TicketKeys keys, LongSupplier nanoTime, InstantSource clock) {
        this.keys = keys;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.begun = nanoTime.getAsLong();
    }

    /** A ticket for {@code holder}, and for the user of a portal if it named one: letters, digits, {@code -}, {@code _}. */
    String issue(String holder, Optional<PortalUser> user) {
        return issue(Purpose.CALL, holder, user);
    }

    /** As {@link #issue(String, Optional)}, for a socket that is good for nothing but {@code purpose}. */
    String issue(Purpose purpose, String holder, Optional<PortalUser> user) {
        return issue(purpose.kind, VALID, holder, user.map(PortalUser::text).orElse(""));
    }

    /** Lets {@code holder} get tickets as {@code user} again. */
    String issuePass(String holder, PortalUser user) {
        return issue(PASS, PASS_VALID, holder, user.text());
    }

    /** Lets {@code holder} call an extension to which a telephone has transferred him, once and soon. */
    String issueForTransfer(String holder, Extension goal) {
        return issue(TRANSFER, VALID, holder, goal.number());
    }

    /** Where {@code text} leads if it is a ticket of {@code holder} for a transfer that was not used before. */
    Optional<Transfer> useForTransfer(String text, String holder) {
        return opened(TRANSFER, VALID, text, List.of(holder))
                .filter(ticket -> use(ticket.head()))
                .map(ticket ->
                        new Transfer(new Extension(ticket.said()), ticket.head().name()));
    }

    private String issue(String kind, Duration valid, String holder, String user) {
        byte[] head = ByteBuffer.allocate(HEAD)
                .putLong(thisStart)
                .putLong(now() + valid.toNanos())
                .putLong(clock.millis())
                .put(random(BYTES))
                .array();
        byte[] named = user.getBytes(StandardCharsets.UTF_8);
        return TEXT.encodeToString(concat(head, mac(keys.good().get(0), kind, head, holder, named), named));
    }

    /** What {@code text} says if it is a ticket of one of {@code holders}; that does not use it up. */
    Optional<Ticket> read(String text, Collection<String> holders) {
        return Stream.of(Purpose.values())
                .flatMap(purpose -> opened(purpose.kind, VALID, text, holders)
                        .map(ticket -> new Ticket(ticket.head(), user(ticket.said()), purpose))
                        .stream())
                .findFirst();
    }

    /** The user in {@code text} if it is a pass of one of {@code holders}. */
    Optional<PortalUser> readPass(String text, Collection<String> holders) {
        return opened(PASS, PASS_VALID, text, holders).flatMap(pass -> user(pass.said()));
    }

    private Optional<Opened> opened(String kind, Duration valid, String text, Collection<String> holders) {
        byte[] bytes = bytes(text);
        if (bytes.length < HEAD + BYTES) {
            return Optional.empty();
        }
        byte[] head = Arrays.copyOf(bytes, HEAD);
        byte[] mac = Arrays.copyOfRange(bytes, HEAD, HEAD + BYTES);
        byte[] user = Arrays.copyOfRange(bytes, HEAD + BYTES, bytes.length);
        boolean genuine = holders.stream().anyMatch(holder -> isGenuine(mac, kind, head, holder, user));
        return genuine && isInTime(Head.of(head), valid)
                ? Optional.of(new Opened(Head.of(head), new String(user, StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    private boolean isInTime(Head head, Duration valid) {
        if (head.issuer() == thisStart) {
            return now() < head.until();
        }
        long age = clock.millis() - head.issued();
        return age < valid.plus(CLOCKS_DIFFER).toMillis() && age > -CLOCKS_DIFFER.toMillis();
    }

    private static Optional<PortalUser> user(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(PortalUser.parse(text));
    }

    /** A new name for a browser, to be kept in its cookie. */
    String newBrowser() {
        byte[] name = random(BYTES);
        return TEXT.encodeToString(concat(name, mac(keys.good().get(0), BROWSER, name, "", NOBODY), NOBODY));
    }

    /** {@code text} if a node with our keys gave that name to a browser, otherwise empty. */
    Optional<String> browser(String text) {
        byte[] named = bytes(text);
        if (named.length != 2 * BYTES) {
            return Optional.empty();
        }
        byte[] name = Arrays.copyOf(named, BYTES);
        byte[] mac = Arrays.copyOfRange(named, BYTES, 2 * BYTES);
        return isGenuine(mac, BROWSER, name, "", NOBODY) ? Optional.of(text) : Optional.empty();
    }

    /** Uses a ticket up; false if it was used before on this node. */
    boolean use(Ticket ticket) {
        return use(ticket.head());
    }

    private boolean use(Head head) {
        if (head.issuer() != thisStart) {
            return others.use(new Use(head.issued(), head.bytes()));
        }
        own.forget(now());
        return own.use(new Use(head.until(), head.bytes()));
    }

    /** How many used tickets are in memory. */
    int remembered() {
        return own.size() + others.size();
    }

    private long now() {
        return nanoTime.getAsLong() - begun;
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private boolean isGenuine(byte[] mac, String kind, byte[] head, String holder, byte[] user) {
        return keys.good().stream().anyMatch(key -> MessageDigest.isEqual(mac, mac(key, kind, head, holder, user)));
    }

    private static byte[] mac(SecretKey key, String kind, byte[] head, String holder, byte[] user) {
        try {
            Mac mac = Mac.getInstance(TicketKeys.ALGORITHM);
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
