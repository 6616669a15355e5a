/**
 * A client of the Janus gateway and its SIP plugin: one connection and one session for a whole portal node, one handle
 * for each call.
 *
 * <p>Promises: whatever is asked ends, with an answer, a named failure ({@link org.portalvoip.janus.JanusException}) or
 * a time-out; a lost connection is rebuilt without help; events of a call come in the order Janus sent them; no secret
 * shows in a message, a log line or a {@code toString}. Nothing here blocks: everything is a {@code CompletionStage} or
 * a callback, and callbacks must not block either. What a running call hangs on (session, handle and call id) can be
 * read as plain values.
 *
 * <p>Out of scope: who may call, whom, and for how long; incoming calls (declined). Words and wire are those of the
 * Janus API 1.x (<a href="https://janus.conf.meetecho.com/docs/rest.html">RESTs</a>,
 * <a href="https://janus.conf.meetecho.com/docs/sip.html">SIP plugin</a>).
 */
package org.portalvoip.janus;
