/**
 * The broker between a browser and the telephone: one WebSocket is one call.
 *
 * <p>A browser says one of four things (offer, candidate, digit, hang up) and never whom to call, from where, or how:
 * account and extension come from the parameters in force. {@link org.portalvoip.call.Call} is the call as a value and a
 * pure function; {@link org.portalvoip.call.CallLoop} brings it its events, one at a time, and carries out the effects.
 * Whatever ends a call (the browser, the far end, a limit, a lost connection, the end of the server), its place in the
 * limits, its SIP leg and its line are given back before the browser is told. No lock is held over a call into the
 * container or the gateway. Out of scope: what Janus's messages look like, pages, tables.
 */
package org.portalvoip.call;
