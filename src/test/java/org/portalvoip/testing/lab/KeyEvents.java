package org.portalvoip.testing.lab;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys that a caller presses, as a telephone hears them in the sound (RFC 4733): each has one timestamp, however many
 * packets tell of it.
 */
final class KeyEvents {
    private static final String KEYS = "0123456789*#ABCD";
    private static final int FIXED_HEADER = 12;
    private static final int WORD = 4;
    private static final int EXTENDED = 0x10;
    private static final int SOURCES = 0x0f;
    private static final int ENDED = 0x80;

    /** By their timestamps. */
    private final Map<Integer, Character> keys = new LinkedHashMap<>();

    private final Set<Integer> ended = new HashSet<>();

    /** @param packet of RTP (RFC 3550 section 5.1) whose payload is such an event */
    synchronized void take(ByteBuffer packet) {
        int flags = packet.get(0);
        int timestamp = packet.getInt(WORD);
        int payload = FIXED_HEADER + (flags & SOURCES) * WORD;
        if ((flags & EXTENDED) != 0) {
            payload += WORD + packet.getShort(payload + 2) * WORD;
        }
        keys.putIfAbsent(timestamp, KEYS.charAt(packet.get(payload)));
        if ((packet.get(payload + 1) & ENDED) != 0) {
            ended.add(timestamp);
        }
    }

    /** All of them so far, in their order; one that has not ended is followed by a question mark. */
    synchronized String heard() {
        return keys.entrySet().stream()
                .map(key -> key.getValue() + (ended.contains(key.getKey()) ? "" : "?"))
                .collect(Collectors.joining());
    }
}
