package org.portalvoip.testing;

import java.util.HashMap;
import java.util.Map;

/** Sets of parameters by number, as written on the screen and over REST; an empty text means no value. */
public final class SampleParameters {
    /** Everything that a call needs, switched on. */
    public static final Map<Integer, String> COMPLETE = Map.of(
            323, "S",
            324, "https://127.0.0.1:8089/janus",
            325, "127.0.0.1",
            326, "5061",
            327, "goofy",
            328, "lab-secret-of-goofy",
            329, "0800",
            330, "1");

    /** A fresh installation. */
    public static final Map<Integer, String> INITIAL =
            Map.of(323, "N", 324, "", 325, "", 326, "", 327, "", 328, "", 329, "", 330, "1");

    private SampleParameters() {}

    /** {@link #COMPLETE} with another value for one parameter. */
    public static Map<Integer, String> completeBut(int number, String value) {
        Map<Integer, String> values = new HashMap<>(COMPLETE);
        values.put(number, value);
        return values;
    }
}
