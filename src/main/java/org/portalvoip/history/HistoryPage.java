package org.portalvoip.history;

import java.util.List;

/**
 * A part of the history, newest first.
 *
 * @param changes in full, even if only one of their entries was found
 * @param number of this page, from 1
 * @param pages how many there are, at least 1
 * @param found how many changes there are on all of them
 */
public record HistoryPage(List<Change> changes, int number, int pages, int found) {}
