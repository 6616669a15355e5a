/**
 * A client of the Janus gateway and its SIP plugin. {@link org.portalvoip.janus.JanusGateway} is the entrance: it takes
 * {@link org.portalvoip.janus.GatewaySettings} and hands out {@link org.portalvoip.janus.Line}s, one for each call. The
 * layers behind it, from top to bottom: a trunk for each set of settings, which finds a working Janus and keeps a master
 * handle there; the master, whose SIP stack all lines share; sessions, one for the master and one for each line, which
 * match answers with requests; the connection, which carries them all; and the transport, in its own package, which carries
 * text.
 *
 * <p>Promises: every request ends, with an answer, a named failure ({@link org.portalvoip.janus.JanusException}) or a
 * time-out; a lost connection is rebuilt automatically; the events of a call arrive in the order in which Janus sent
 * them; no secret appears in a message, a log line or a {@code toString}. Nothing here blocks, except name look-ups on
 * the scheduler and the end of the application: everything is a {@code CompletionStage} or a callback, and callbacks
 * must not block either.
 *
 * <p>{@code close()} means that we end something; {@code lost(reason)} means that Janus or the network did. A retired
 * trunk takes no new lines and closes after the last one; a stale one asks for a successor and is then retired.
 *
 * <p>Out of scope: who may call, whom, and for how long; incoming calls, which are declined. Names and messages are those
 * of the Janus API 1.x (<a href="https://janus.conf.meetecho.com/docs/rest.html">REST</a>,
 * <a href="https://janus.conf.meetecho.com/docs/sip.html">SIP plugin</a>).
 */
package org.portalvoip.janus;
