package org.portalvoip.start;

import java.util.Locale;

/** Nothing of a text can be used as the value of a setting. The message is in English. */
final class SettingRefused extends IllegalArgumentException {
    private final transient SettingWords words;

    SettingRefused(SettingText text, Object... parts) {
        this(text.with(parts), null);
    }

    SettingRefused(SettingText text, Throwable cause) {
        this(text.with(), cause);
    }

    private SettingRefused(SettingWords words, Throwable cause) {
        super(words.in(Locale.ENGLISH), cause);
        this.words = words;
    }

    /** Why. */
    SettingWords words() {
        return words;
    }
}
