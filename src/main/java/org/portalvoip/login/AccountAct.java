package org.portalvoip.login;

/** What an administrator does to an account. */
public enum AccountAct {
    ADD,
    RESET,
    DISABLE,
    ENABLE,
    SIGN_OUT,
    REMOVE
}
