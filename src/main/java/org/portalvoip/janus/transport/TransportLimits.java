package org.portalvoip.janus.transport;

import java.time.Duration;

/**
 * How long to wait, and how much to read.
 *
 * @param connect for a connection
 * @param answer for the answer to one HTTP request, and for the rest of a message once its first byte has come
 * @param messageLength characters of the longest message that is read
 */
public record TransportLimits(Duration connect, Duration answer, int messageLength) {}
