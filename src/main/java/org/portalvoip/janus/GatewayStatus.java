package org.portalvoip.janus;

import java.util.concurrent.CompletableFuture;

/**
 * How the way to Janus is right now.
 *
 * @param state whether calls can be placed
 * @param reason why it is DOWN, in words for the administrator; empty otherwise
 * @param edition of the settings in use, 0 if OFF
 * @param lines calls that hold a handle, those on older settings included
 */
public record GatewayStatus(State state, String reason, long edition, int lines) {

    /** Whether calls can be placed. */
    public enum State {
        /** No settings in use. */
        OFF,
        /** On the way; lines asked for now wait a little. */
        CONNECTING,
        /** The master handle is ready. */
        UP,
        /** It failed, and is tried again by itself. */
        DOWN
    }

    static GatewayStatus of(CompletableFuture<Line> master, long edition, int lines) {
        String failure = master.handle((handle, why) ->
                        why == null ? "" : JanusException.from(why).summary())
                .getNow(null);
        State state = failure == null ? State.CONNECTING : failure.isEmpty() ? State.UP : State.DOWN;
        return new GatewayStatus(state, failure == null ? "" : failure, edition, lines);
    }
}
