package org.portalvoip.janus;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header fields in which a telephone system says how a caller stands who waits for an agent. Janus passes on those of 180
 * and 183, and of 182 only that it came.
 *
 * @param position of the caller's place, a number from 1 to 999
 * @param time of the expected time, in seconds, of one day at most
 */
public record QueueHeaders(String position, String time) {
    /** What is used unless the operator says otherwise. */
    public static final QueueHeaders USUAL = new QueueHeaders("X-Queue-Position", "X-Queue-Wait");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final int LAST = 999;
    private static final int LONGEST = 86_400;
    private static final int MINUTE = 60;

    public QueueHeaders {
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(time, "time");
    }

    /** What an event says of the queue; empty if it says nothing that can be understood. */
    Optional<Waiting> in(SipEvent event) {
        if (event instanceof SipEvent.Queued) {
            return Optional.of(new Waiting(0, 0));
        } else if (event instanceof SipEvent.Ringing ringing) {
            return read(ringing.headers());
        }
        return event instanceof SipEvent.Progress progress ? read(progress.headers()) : Optional.empty();
    }

    private Optional<Waiting> read(Map<String, String> headers) {
        int place = number(headers, position, LAST);
        int seconds = number(headers, time, LONGEST);
        return place == 0 && seconds == 0
                ? Optional.empty()
                : Optional.of(new Waiting(place, (seconds + MINUTE - 1) / MINUTE));
    }

    /** 0 for everything but a number from 1 to {@code most}. */
    private static int number(Map<String, String> headers, String name, int most) {
        String text = headers.getOrDefault(name.toLowerCase(Locale.ROOT), "").strip();
        int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        return number <= most ? number : 0;
    }
}
