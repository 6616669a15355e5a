package org.portalvoip.sip;

import java.util.function.Function;

/** What a grammar says about a text, in one line: the value, or the fault and the part it names. */
public final class Parsing {
    private Parsing() {}

    /** The value as text; for a malformed one {@code FAULT}, or {@code FAULT part}. */
    public static String of(Function<String, ?> grammar, String text) {
        try {
            return grammar.apply(text).toString();
        } catch (Malformed e) {
            return (e.fault().name() + " " + e.part()).strip();
        }
    }
}
