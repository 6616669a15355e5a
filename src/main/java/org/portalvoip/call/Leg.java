package org.portalvoip.call;

import java.util.ArrayList;
import java.util.List;
import org.portalvoip.janus.IceCandidate;
import org.portalvoip.janus.Jsep;

/**
 * The SIP side of a call, as data.
 *
 * @param line how far the line is
 * @param offer the browser's first, kept until the line is ready; otherwise null
 * @param early the candidates that came before the line
 */
record Leg(Line line, Jsep offer, List<IceCandidate> early) {
    private static final int MOST_EARLY_CANDIDATES = 64;

    static final Leg NONE = new Leg(Line.NONE, null, List.of());

    /**
     * The state of the line: NONE, OPENING, OPEN, HANGING_UP, RETURNING, GONE, in this order, some of them skipped.
     * From OPEN until the end of HANGING_UP, an INVITE may be out.
     */
    enum Line {
        NONE,
        OPENING,
        OPEN,
        HANGING_UP,
        RETURNING,
        GONE
    }

    Leg offered(Jsep first) {
        return new Leg(line, first, early);
    }

    Leg opening() {
        return new Leg(Line.OPENING, offer, early);
    }

    Leg to(Line next) {
        return new Leg(next, null, List.of());
    }

    /** Keeps a candidate until the line is ready; drops more than a browser would send. */
    Leg keeping(IceCandidate candidate) {
        if (early.size() >= MOST_EARLY_CANDIDATES) {
            return this;
        }
        List<IceCandidate> more = new ArrayList<>(early);
        more.add(candidate);
        return new Leg(line, offer, List.copyOf(more));
    }

    boolean is(Line other) {
        return line == other;
    }
}
