package org.portalvoip.call;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.portalvoip.secret.SealBroken;
import org.portalvoip.secret.SecretBox;

/**
 * The keys of {@link CallTickets}, derived from the keyset, so that nodes with the same key file agree. As long as no
 * key file can be read, there is only a key of this start.
 *
 * <p>The first key of the file signs, and one that was removed remains good for a while. So nobody is refused, and no
 * call ends, while keys are added and removed on one node after the other.
 */
@ApplicationScoped
class TicketKeys {
    static final String ALGORITHM = "HmacSHA256";

    /** As long as any pass, and longer than most calls. */
    static final Duration AFTER_REMOVAL = Duration.ofHours(2);

    private static final Logger LOG = System.getLogger(TicketKeys.class.getName());
    private static final String PURPOSE = "call tickets";
    private static final int BYTES = 32;
    private static final long NANOS_BETWEEN_LOOKS = Duration.ofSeconds(2).toNanos();

    /**
     * What was seen of the key file.
     *
     * @param keys of the file, as far as it could ever be read
     * @param removed keys, and when they were seen last
     * @param at when this was seen
     */
    private record Seen(List<SecretKey> keys, Map<SecretKey, Long> removed, long at) {}

    private final SecretBox box;
    private final LongSupplier nanoTime;
    private final SecretKey ofThisStart = random();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Seen seen;

    @Inject
    TicketKeys(SecretBox box) {
        this(box, System::nanoTime);
    }

    /** {@code nanoTime} is a clock that never goes back. */
    TicketKeys(SecretBox box, LongSupplier nanoTime) {
        this.box = box;
        this.nanoTime = nanoTime;
        this.seen = new Seen(List.of(), Map.of(), nanoTime.getAsLong() - NANOS_BETWEEN_LOOKS - 1);
    }

    /** For the CDI proxy only. */
    protected TicketKeys() {
        this(null);
    }

    @PostConstruct
    void look() {
        long now = nanoTime.getAsLong();
        try {
            seen = next(seen, box.derivedKeys(PURPOSE), now);
        } catch (SealBroken e) {
            LOG.log(Level.DEBUG, "The key file tells nothing about tickets: {0}", e.getMessage());
            seen = next(seen, seen.keys(), now);
        }
    }

    private static Seen next(Seen before, List<SecretKey> keys, long now) {
        Map<SecretKey, Long> removed = new HashMap<>(before.removed());
        before.keys().forEach(key -> removed.put(key, before.at()));
        removed.keySet().removeAll(keys);
        removed.values().removeIf(last -> now - last > AFTER_REMOVAL.toNanos());
        return new Seen(List.copyOf(keys), Map.copyOf(removed), now);
    }

    /** The keys that are good now, at least one; the first one signs. */
    List<SecretKey> good() {
        if (nanoTime.getAsLong() - seen.at() > NANOS_BETWEEN_LOOKS && looking.compareAndSet(false, true)) {
            try {
                look();
            } finally {
                looking.set(false);
            }
        }
        Seen now = seen;
        List<SecretKey> good = new ArrayList<>(now.keys());
        good.add(ofThisStart);
        good.addAll(now.removed().keySet());
        return good;
    }

    private static SecretKey random() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return new SecretKeySpec(key, ALGORITHM);
    }
}
