package org.portalvoip.history.calls;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.portalvoip.call.CallOver;
import org.portalvoip.call.CallQuality;

/**
 * A row of the list of calls.
 *
 * @param begun in UTC, such as {@code 2026-11-26T01:20:58}, always of this length
 * @param waited seconds until the answer or, without one, until the end
 * @param spoken seconds; null when nobody answered
 * @param reason the name of an {@link org.portalvoip.call.EndReason}, perhaps of another version
 * @param status the SIP status, Janus's error code, or 0
 * @param words the far side's own, or null
 * @param caller a name or a shortened address
 * @param sipCallId null when no INVITE was sent
 * @param lost of a thousand packets, or null
 * @param roundTrip milliseconds, or null
 * @param route the name of a {@link CallQuality.Route}, or null
 * @param codec its name, or null
 * @param rating of the caller, or null
 */
public record LoggedCall(
        String id,
        String begun,
        int waited,
        Integer spoken,
        Outcome outcome,
        String reason,
        int status,
        String words,
        String caller,
        String node,
        String sipCallId,
        Integer lost,
        Integer roundTrip,
        String route,
        String codec,
        Rating rating) {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    /** How its caller found a call. */
    public enum Rating {
        GOOD,
        BAD
    }

    /** A call that was over at {@code now}. */
    static LoggedCall of(CallOver over, Instant now) {
        CallQuality quality = over.quality() == null ? new CallQuality(null, null, null, null) : over.quality();
        return new LoggedCall(
                over.call(),
                text(now.minus(over.age())),
                (int) over.waited().toSeconds(),
                over.spoken() == null ? null : (int) over.spoken().toSeconds(),
                Outcome.of(over),
                over.reason().name(),
                over.status(),
                over.words(),
                over.caller(),
                over.node(),
                over.sipCallId(),
                quality.lost(),
                quality.roundTrip(),
                quality.route() == null ? null : quality.route().name(),
                quality.codec(),
                null);
    }

    /** As the table keeps a moment. */
    static String text(Instant moment) {
        return SECONDS.format(LocalDateTime.ofInstant(moment, ZoneOffset.UTC));
    }

    public boolean isMeasured() {
        return lost != null || roundTrip != null || route != null || codec != null;
    }

    /** The talk as a clock shows it; empty when nobody answered. */
    public String length() {
        return spoken == null ? "" : clock(spoken);
    }

    /** The waiting as a clock shows it. */
    public String waiting() {
        return clock(waited);
    }

    /** Such as {@code 2:03} or {@code 1:02:03}. */
    static String clock(int seconds) {
        String rest = "%d:%02d".formatted(seconds / 60 % 60, seconds % 60);
        return seconds < 3600 ? rest : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
