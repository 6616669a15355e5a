package org.portalvoip.call;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * Which tickets were used. When it has to forget one, it takes that one, and every older one that it has never seen, for
 * used.
 */
final class UsedTickets {
    /**
     * A ticket.
     *
     * @param age tickets with a larger one are younger
     * @param head differs from that of any other ticket
     */
    record Use(long age, ByteBuffer head) {}

    private static final Comparator<Use> OLDEST_FIRST =
            Comparator.comparingLong(Use::age).thenComparing(Use::head);

    private final int most;
    private final TreeSet<Use> used = new TreeSet<>(OLDEST_FIRST);
    private Use forgotten;

    UsedTickets(int most) {
        this.most = most;
    }

    /** False if the ticket was used before, or may have been. */
    synchronized boolean use(Use ticket) {
        if (forgotten != null && OLDEST_FIRST.compare(ticket, forgotten) <= 0) {
            return false;
        }
        boolean first = used.add(ticket);
        if (used.size() > most) {
            forgotten = used.pollFirst();
        }
        return first;
    }

    /** Forgets the tickets up to this age, which are no longer good. */
    synchronized void forget(long age) {
        while (!used.isEmpty() && used.first().age() <= age) {
            used.pollFirst();
        }
    }

    synchronized int size() {
        return used.size();
    }
}
