/**
 * The list of calls: which there were, for whom it worked and for whom not.
 *
 * <p>{@link org.portalvoip.history.calls.CallLog} observes the end of each call and writes one row, behind the call and never
 * in its way; it also removes rows that are too old. {@link org.portalvoip.history.calls.CallLogReader} reads for the page
 * {@code admin/calls.xhtml} and the file {@code /admin/calls.csv}. Callers rate their own call at {@code /api/rating}.
 */
package org.portalvoip.history.calls;
