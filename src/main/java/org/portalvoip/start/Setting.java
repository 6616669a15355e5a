package org.portalvoip.start;

/**
 * One key that an operator can set.
 *
 * @param key its name in MicroProfile Config, such as {@code voip.max-calls}
 * @param standard the default, as the guide writes it; {@code none} for nothing
 * @param unit of the value, or what kind of value it is; as the guide writes it
 * @param secret whether its value must never be shown
 * @param reading turns the text into the value
 * @param absent the value if the key is not set, or if its text cannot be used
 */
record Setting<T>(String key, String standard, String unit, boolean secret, Reading<T> reading, T absent) {

    /** Gives the value of each setting. */
    interface Values {
        <T> T of(Setting<T> setting);
    }

    /** How a text becomes a value. */
    interface Reading<T> {
        /**
         * The value to use.
         *
         * @param problems receives one line for each part that is not used as written
         * @throws SettingRefused when nothing of {@code text} can be used
         */
        T of(String text, Complaints problems);
    }

    /** Receives what a reading did not use as written. */
    interface Complaints {
        /** Adds that {@code text}, the value or a part of it, {@code reason}, and that {@code instead} holds. */
        void add(String text, SettingWords reason, SettingWords instead);
    }
}
