package org.portalvoip.testing;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.portalvoip.parameters.Parameter;

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

    /** {@link #COMPLETE} by parameter and without its secret, which is given apart from the other values. */
    public static Map<Parameter, String> withoutSecret() {
        Map<Parameter, String> values = new EnumMap<>(Parameter.class);
        for (Parameter parameter : Parameter.values()) {
            if (parameter != Parameter.PASSWORD) {
                values.put(parameter, COMPLETE.get(parameter.number()));
            }
        }
        return values;
    }

    /** {@link #COMPLETE} with another value for one parameter. */
    public static Map<Integer, String> completeBut(int number, String value) {
        Map<Integer, String> values = new HashMap<>(COMPLETE);
        values.put(number, value);
        return values;
    }
}
