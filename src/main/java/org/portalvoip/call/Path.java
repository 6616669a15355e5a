package org.portalvoip.call;

import java.util.ArrayList;
import java.util.List;
import org.portalvoip.janus.IceCandidate;
import org.portalvoip.janus.Jsep;

/**
 * The trial of the way that the sound will take, as data. It needs a connection of its own, because Janus begins to
 * connect the call's only when the desk has answered.
 *
 * @param trial how far it is
 * @param offer of the browser, or null
 * @param early the candidates that came before Janus was ready for them
 */
record Path(Trial trial, Jsep offer, List<IceCandidate> early) {
    private static final int MOST_EARLY_CANDIDATES = 64;

    static final Path UNTRIED = new Path(Trial.NONE, null, List.of());

    /** The states of a trial, in this order, some of them skipped. */
    enum Trial {
        /** The browser knows its way, or does not ask. */
        NONE,
        /** The browser has asked; Janus is not, before the call has its place. */
        WANTED,
        OPENING,
        OPEN,
        /** The way has been found, or nobody waits for it any more. */
        OVER
    }

    Path wanted(Jsep browsersOffer) {
        return new Path(Trial.WANTED, browsersOffer, early);
    }

    Path to(Trial next) {
        return new Path(next, offer, List.of());
    }

    /** Asks Janus, and still keeps the candidates. */
    Path opening() {
        return new Path(Trial.OPENING, offer, early);
    }

    /** Keeps a candidate; drops more than a browser would send. */
    Path keeping(IceCandidate candidate) {
        if (early.size() >= MOST_EARLY_CANDIDATES) {
            return this;
        }
        List<IceCandidate> more = new ArrayList<>(early);
        more.add(candidate);
        return new Path(trial, offer, List.copyOf(more));
    }

    boolean is(Trial other) {
        return trial == other;
    }

    /** Whether nobody may be called before this is over. */
    boolean isAwaited() {
        return trial == Trial.WANTED || trial == Trial.OPENING || trial == Trial.OPEN;
    }
}
