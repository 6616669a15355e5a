package org.portalvoip.call;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Locale;
import java.util.stream.Stream;
import org.portalvoip.sip.Codec;

/**
 * How the sound of a call is, as its browser measures it. What a browser does not tell, or what cannot be, is null, so no
 * text of a visitor is ever in here.
 *
 * @param lost of a thousand packets for the browser, how many never came
 * @param roundTrip between browser and Janus, in milliseconds
 * @param route the way that the sound takes
 * @param codec the name of a {@link Codec}
 */
public record CallQuality(Integer lost, Integer roundTrip, Route route, String codec) {
    private static final int PER_MILLE = 1000;
    private static final int LONGEST_ROUND_TRIP = 60_000;

    /** The browser's end of the way, by the type of its ICE candidate (RFC 8445 section 5.1.1). */
    public enum Route {
        /** From its own address. */
        HOST,
        /** Through a NAT, found by a STUN server. */
        SRFLX,
        /** Through a NAT, found by Janus. */
        PRFLX,
        /** Through a TURN server. */
        RELAY
    }

    /** What {@code message} says; null when it says nothing. */
    static CallQuality read(JsonObject message) {
        CallQuality quality = new CallQuality(
                number(message, "lost", PER_MILLE),
                number(message, "rtt", LONGEST_ROUND_TRIP),
                constant(message, "route", Route.values()),
                name(constant(message, "codec", Codec.values())));
        return quality.equals(new CallQuality(null, null, null, null)) ? null : quality;
    }

    private static Integer number(JsonObject message, String name, int most) {
        if (message.get(name) instanceof JsonNumber number) {
            double value = number.doubleValue();
            return value >= 0 && value <= most ? (int) Math.round(value) : null;
        }
        return null;
    }

    private static <E extends Enum<E>> E constant(JsonObject message, String name, E[] constants) {
        if (message.get(name) instanceof JsonString text) {
            return Stream.of(constants)
                    .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(text.getString()))
                    .findFirst()
                    .orElse(null);
        }
        return null;
    }

    private static String name(Codec codec) {
        return codec == null ? null : codec.name();
    }
}
