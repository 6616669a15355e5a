package org.portalvoip.call;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one socket takes of the limits: first room to wait in, then a line, then nothing. Belongs to one call and is used
 * in its turns only.
 */
final class Place {
    private final Caller caller;
    private final WaitingRoom room;
    private final CallLimits limits;
    private final Supplier<Duration> clock;
    private boolean line;

    /**
     * A place that has nothing yet.
     *
     * @param clock never goes back
     */
    Place(Caller caller, WaitingRoom room, CallLimits limits, Supplier<Duration> clock) {
        this.caller = caller;
        this.room = room;
        this.limits = limits;
        this.clock = clock;
    }

    Caller caller() {
        return caller;
    }

    /** Waits for an offer; {@code giveWay} is run, on any thread, when others need the room. */
    void await(Runnable giveWay) {
        room.enter(this, caller.network(), giveWay);
    }

    /** Takes a line instead of the room, or returns why there is none for this caller. */
    Optional<EndReason> take() {
        room.leave(this);
        Optional<EndReason> refusal = limits.acquire(caller, clock.get());
        line = refusal.isEmpty();
        return refusal;
    }

    /** Takes a line for a call that another node had until now. */
    void adopt() {
        limits.adopt(caller);
        line = true;
    }

    /** Gives back what this place has, once. */
    void release() {
        room.leave(this);
        if (line) {
            line = false;
            limits.release(caller);
        }
    }
}
