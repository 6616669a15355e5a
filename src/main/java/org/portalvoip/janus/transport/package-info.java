/**
 * Carries text to a Janus server and back, over a WebSocket or over HTTP ("long poll"), within limits of time and size
 * and with TLS trust of its own. What the text says is not its business, nor who asked for what.
 *
 * <p>Whatever goes wrong here has a name: {@link org.portalvoip.janus.transport.TransportException}.
 */
package org.portalvoip.janus.transport;
