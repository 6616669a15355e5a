package org.portalvoip.call;

import java.time.Duration;
import java.time.Instant;

/**
 * Fired once for each call, after its end.
 *
 * @param id of the call, ours
 * @param sipCallId the SIP Call-ID (RFC 3261 section 8.1.1.4), null when no INVITE was sent
 * @param caller who called: the user, or the address of a visitor
 * @param begun when the socket was opened
 * @param spoken from answer to end, zero when it was not answered
 * @param reason why it ended
 * @param sipStatus the final SIP status if one ended it, else 0
 */
public record CallEnded(
        String id, String sipCallId, String caller, Instant begun, Duration spoken, EndReason reason, int sipStatus) {}
