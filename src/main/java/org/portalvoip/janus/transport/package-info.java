/**
 * Carries text to a Janus server and back, over a WebSocket or over HTTP long polls, within limits of time and size and
 * with its own TLS trust. It knows neither the content of the text nor which answer belongs to which request. Every
 * failure is a named {@link org.portalvoip.janus.transport.TransportException}.
 */
package org.portalvoip.janus.transport;
