/**
 * The history of the parameters: who changed which of them when, from what and to what; and who did what to which account.
 *
 * <p>{@link org.portalvoip.history.HistoryWriter} observes what the rows hold, within the transaction that changes them, and
 * adds a {@link org.portalvoip.history.HistoryEntry} for each difference to what it last knew; so a save that the history
 * cannot take does not happen, and a change that nobody made here is found by the same comparison. {@link
 * org.portalvoip.history.History} reads it, for the page {@code admin/history.xhtml} and for the file {@code
 * /admin/history.csv}. To restore is to save: {@link org.portalvoip.history.RestoreScreen} asks the EJB of the parameters like
 * the parameter screen does. Of 328 the history knows no value, only that there is one, and a hash of its sealed text.
 */
package org.portalvoip.history;
