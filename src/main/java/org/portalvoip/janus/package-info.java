/**
 * A client of the Janus gateway and its SIP plugin. {@link org.portalvoip.janus.JanusGateway} is the door: it takes
 * {@link org.portalvoip.janus.GatewaySettings} and hands out {@link org.portalvoip.janus.Line}s, one for each call.
 * Behind it stand, from top to bottom: a trunk for each set of settings, which finds a Janus that works and keeps a
 * master handle there; the master, whose SIP stack all lines share; the session, which matches answers with requests;
 * and the transport, in a package of its own, which carries text.
 *
 * <p>Promises: every request ends, with an answer, a named failure ({@link org.portalvoip.janus.JanusException}) or a
 * time-out; a lost connection is rebuilt without help; the events of a call come in the order in which Janus sent them;
 * no secret shows in a message, a log line or a {@code toString}. Nothing here blocks, apart from name look-ups on the
 * scheduler and the end of the application: everything is a {@code CompletionStage} or a callback, and callbacks must
 * not block either.
 *
 * <p>{@code close()} means that we end something; {@code lost(reason)} means that Janus or the network did. A trunk that
 * is retired takes no new lines and closes after the last one; a stale one asks for a successor and is then retired.
 *
 * <p>Out of scope: who may call, whom, and for how long; incoming calls, which are declined. Words and wire are those of
 * the Janus API 1.x (<a href="https://janus.conf.meetecho.com/docs/rest.html">RESTs</a>,
 * <a href="https://janus.conf.meetecho.com/docs/sip.html">SIP plugin</a>).
 */
package org.portalvoip.janus;
