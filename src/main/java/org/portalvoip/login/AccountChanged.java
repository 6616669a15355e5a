package org.portalvoip.login;

/**
 * Fired within the transaction of an act on an account: whoever cannot take note of it lets the act fail.
 *
 * @param account the name of the account
 * @param by the name of the administrator who acts
 */
public record AccountChanged(AccountAct act, String account, String by) {}
