package org.portalvoip.janus;

/**
 * How a caller stands in the queue of the telephone system.
 *
 * @param position 1 for whoever is next; 0 if it is unknown
 * @param minutes about how long it will take, rounded up; 0 if it is unknown
 */
public record Waiting(int position, int minutes) {}
