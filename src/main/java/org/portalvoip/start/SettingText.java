package org.portalvoip.start;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What is wrong with the text of a setting, as the rest of a sentence that begins with the text, and what holds instead, as
 * a sentence of its own. The words stand in the bundles: {@code setting.} and the name.
 */
public enum SettingText {
    CONTROL_CHARACTER,
    NOT_A_NUMBER,
    OUT_OF_RANGE,
    NOT_TRUE_OR_FALSE,
    NOT_ONE_OF,
    NOT_A_PATH,
    QUERY,
    NOT_AN_ORIGIN,
    NOT_HTTP,
    NOT_HTTPS,
    USER_NAME,
    NOT_AN_ADDRESS,
    NOT_A_LIST,
    NO_CODEC,
    NOT_A_TELEPHONE,
    NOT_MAIL,
    NOT_A_PATTERN,
    NOT_A_HEADER,
    NOT_HOST_AND_PORT,
    SRTP_WITHOUT_TLS,
    TOO_LONG,
    UNRESOLVED,
    FILE_LARGE,
    FILE_EMPTY,
    FILE_NOT_UTF8,
    FILE_UNREADABLE,
    FILE_SHORT,
    NOT_ONE_LINE,
    UNREADABLE,
    NO_CERTIFICATE,
    NOT_CERTIFICATES,
    NOT_A_CERTIFICATE,
    PRIVATE_KEY,
    NOT_A_PUBLIC_KEY,
    NEITHER_RSA_NOR_EC,
    RSA_SHORT,
    STUN_IS_TURN,
    STUN_OVER_TLS,
    STUN_QUERY,
    TURN_IS_STUN,
    TURN_QUERY,
    TURN_USER_NAME,
    ICE_FORM,
    IPV6_WITHOUT_BRACKETS,
    BRACKETS,
    NO_HOST,
    PORT,
    PORT_OF_NO_BROWSER,
    TURN_NO_SERVER,
    TURN_TWO_KINDS,
    TURN_NO_PASSWORD,
    TURN_NO_USER,
    TURN_NO_CREDENTIALS,
    TURN_SHORT,
    OIDC_NO_PROVIDER,
    OIDC_INCOMPLETE,
    NOT_THE_PARAMETER,
    SECRET_ALONE,
    UNKNOWN,
    UNKNOWN_BUT,

    /** From here on: what holds instead. */
    USED,
    AUTHENTICATED,
    NOT_SET,
    LEFT_OUT,
    NOT_USED,
    IGNORED,
    NOBODY_SIGNS_IN,
    NOBODY_CALLS,
    NO_SECRET;

    /** The words without anything to name. */
    public SettingWords with() {
        return new SettingWords(this, List.of());
    }

    /** The words with what they name. */
    public SettingWords with(Object... parts) {
        return new SettingWords(this, List.of(parts));
    }

    /** The words with a text that is the same in each language, and one that is not. */
    public SettingWords with(Object part, Function<Locale, String> translated) {
        return new SettingWords(this, List.of(part, translated));
    }
}
