package org.portalvoip.call;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.portalvoip.janus.Jsep;

/**
 * A change of the running call that the far end wants, and has not been given an answer to: it holds the call, takes
 * it up again, changes codec or telephone, or only asks whether we are still there (RFC 3264 section 8).
 *
 * @param offer null when the far end wants an offer instead of making one
 * @param until when the browser must have replied, from the opening of the call
 */
record Update(Jsep offer, Duration until) {
    private static final Pattern DIRECTION = Pattern.compile("(?m)^a=(sendrecv|sendonly|recvonly|inactive)(?=\r?$)");

    /** Whether this is the reply that is wanted. */
    boolean wants(Jsep reply) {
        return reply.type().equals(offer == null ? "offer" : "answer");
    }

    /**
     * The reply in place of a browser that gives none: what the browser said last, so that the call goes on as it was.
     * The SIP library takes from it what suits the offer, and refuses that if nothing does.
     */
    Jsep standIn(Jsep last) {
        String sdp =
                last.sdp().replaceAll("(?m)^a=setup:[a-z]+", offer == null ? "a=setup:actpass" : "a=setup:passive");
        return offer == null
                ? Jsep.offer(sdp)
                : new Jsep("answer", DIRECTION.matcher(sdp).replaceAll("a=" + direction()));
    }

    private String direction() {
        Matcher theirs = DIRECTION.matcher(offer.sdp());
        return switch (theirs.find() ? theirs.group(1) : "sendrecv") {
            case "sendonly" -> "recvonly";
            case "recvonly" -> "sendonly";
            case "inactive" -> "inactive";
            default -> "sendrecv";
        };
    }
}
