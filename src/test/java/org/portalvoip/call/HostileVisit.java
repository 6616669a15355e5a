package org.portalvoip.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.CallWorld;

/** What one hostile visitor says on one socket: an offer or what looks like one, then more, until it is cut off. */
record HostileVisit(List<String> messages) {
    private static final int MOST = 9;
    /** In bytes: Payara closes the socket of a frame of more than 16 KB without a word of ours. */
    private static final int LONGEST = 15_000;

    /** The same goes for more than 64 KB that are sent before it has read the first of them. */
    private static final int MOST_BYTES = 60_000;

    private static final Set<String> ANSWERED_OR_OVER = Set.of("established", "ended");

    static HostileVisit next(HostileMessages hostile) {
        List<String> messages = new ArrayList<>(List.of(shortOne(hostile::first)));
        while (messages.size() < MOST
                && bytes(messages) + LONGEST <= MOST_BYTES
                && !isLast(messages.get(messages.size() - 1))) {
            messages.add(shortOne(hostile::further));
        }
        return new HostileVisit(List.copyOf(messages));
    }

    private static int bytes(List<String> messages) {
        return messages.stream()
                .mapToInt(message -> message.getBytes(UTF_8).length)
                .sum();
    }

    private static String shortOne(Supplier<String> messages) {
        return Stream.generate(messages)
                .filter(message -> message.getBytes(UTF_8).length < LONGEST)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isLast(String message) {
        return isRefused(message) || BrowserMessage.parse(message) instanceof BrowserMessage.HangUp;
    }

    private static boolean isRefused(String message) {
        try {
            BrowserMessage.parse(message);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** Says everything and hears the end, which frees the line; fails if a refused message is not the end. */
    void pay(CallWorld world) {
        try (CallClient visitor = world.caller()) {
            visitor.hearType("ready");
            String first = messages.get(0);
            visitor.say(first);
            if (!isRefused(first) && isOver(visitor)) {
                return;
            }
            messages.stream().skip(1).forEach(visitor::say);
            String last = messages.get(messages.size() - 1);
            EndReason expected = isRefused(last) ? EndReason.NOT_ALLOWED : EndReason.HANG_UP;
            assertThat(visitor.hangUp().hearEnd()).as(last).isEqualTo(expected);
        }
    }

    /** Waits until the call is answered, or is over because Janus wants no such offer. */
    private static boolean isOver(CallClient visitor) {
        return visitor.hear(news -> ANSWERED_OR_OVER.contains(news.getString("state", "")))
                .getString("state")
                .equals("ended");
    }
}
