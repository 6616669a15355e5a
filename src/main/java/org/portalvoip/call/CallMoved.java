package org.portalvoip.call;

import java.time.Duration;

/**
 * Fired whenever a call of this node is in another phase, on the thread that runs the call: an observer must be quick.
 * A call may skip phases; the last event of each is that of {@link CallState#ENDED}.
 *
 * @param call its id
 * @param from the phase before
 * @param to the phase now
 * @param spent how long this node saw it in the phase before
 * @param reason why it has ended or is about to; null before, and when it ends only for this node, because another one has
 *     gone on with it or the socket led back to another call
 */
public record CallMoved(String call, CallState from, CallState to, Duration spent, EndReason reason) {}
