package org.portalvoip.testing;

import java.util.Map;

/** Sets of parameters that tell which save they come from, and whether they are whole. */
public final class NumberedSave {
    private NumberedSave() {}

    /** Differs in each of the eight values from the one before. */
    public static Map<Integer, String> values(int save) {
        boolean on = save % 2 == 0;
        return Map.of(
                323,
                on ? "S" : "N",
                324,
                "https://127.0.0.1:8089/janus" + save,
                325,
                "pbx" + save + ".example",
                326,
                String.valueOf(5000 + save),
                327,
                "goofy" + save,
                328,
                on ? "secret" + save : "",
                329,
                "08" + save,
                330,
                on ? "1" : "3");
    }

    /** What the REST resource answers when {@code save} is what is stored. */
    public static String json(int save) {
        return json(values(save));
    }

    /** What the REST resource answers when {@code values} are stored; 328 may be sealed, and is empty if it is not set. */
    public static String json(Map<Integer, String> values) {
        return """
                {"323":"%s","324":"%s","325":"%s","326":"%s","327":"%s","328":{"set":%s},"329":"%s","330":"%s"}""".formatted(
                        values.get(323),
                        values.get(324),
                        values.get(325),
                        values.get(326),
                        values.get(327),
                        !values.get(328).isEmpty(),
                        values.get(329),
                        values.get(330));
    }
}
