package org.portalvoip.call;

import java.util.ArrayList;
import java.util.List;
import org.portalvoip.janus.IceCandidate;
import org.portalvoip.janus.Jsep;

/**
 * The SIP side of a call, as data.
 *
 * @param line how far the line is
 * @param said the browser's last session description, or null
 * @param early the candidates that came before the line, or before the far end was reached: another line may need them
 * @param update what the far end waits for, or null
 * @param inClear whether the far end has refused encrypted sound, and is called without
 */
record Leg(Line line, Jsep said, List<IceCandidate> early, Update update, boolean inClear) {
    private static final int MOST_EARLY_CANDIDATES = 64;

    static final Leg NONE = new Leg(Line.NONE, null, List.of(), null, false);

    /**
     * The state of the line: NONE, OPENING, READY, OPEN, HANGING_UP, RETURNING, GONE, in this order, some of them
     * skipped. READY calls nobody before the browser's way has been tried; from OPEN until the end of HANGING_UP, an
     * INVITE may be out.
     */
    enum Line {
        NONE,
        OPENING,
        READY,
        OPEN,
        HANGING_UP,
        RETURNING,
        GONE
    }

    /** The browser described its session. */
    Leg said(Jsep description) {
        return new Leg(line, description, early, null, inClear);
    }

    /** The browser described its session anew, and still owes the far end its reply, if it did. */
    Leg restarting(Jsep description) {
        return new Leg(line, description, early, update, inClear);
    }

    /** The far end wants to change the call. */
    Leg asked(Update next) {
        return new Leg(line, said, early, next, inClear);
    }

    Leg opening() {
        return new Leg(Line.OPENING, said, early, null, inClear);
    }

    /** The next INVITE offers sound that is not encrypted. */
    Leg withoutEncryption() {
        return new Leg(line, said, early, update, true);
    }

    Leg ready() {
        return new Leg(Line.READY, said, early, null, inClear);
    }

    Leg to(Line next) {
        return new Leg(next, said, List.of(), null, inClear);
    }

    /** The INVITE leaves; what the browser has said is kept, should another one have to follow. */
    Leg placed() {
        return new Leg(Line.OPEN, said, early, null, inClear);
    }

    /** No other INVITE will follow. */
    Leg reached() {
        return new Leg(line, said, List.of(), update, inClear);
    }

    /** Keeps a candidate until the far end is reached; drops more than a browser would send. */
    Leg keeping(IceCandidate candidate) {
        if (early.size() >= MOST_EARLY_CANDIDATES) {
            return this;
        }
        List<IceCandidate> more = new ArrayList<>(early);
        more.add(candidate);
        return new Leg(line, said, List.copyOf(more), update, inClear);
    }

    boolean is(Line other) {
        return line == other;
    }
}
