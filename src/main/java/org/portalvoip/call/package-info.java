/**
 * The broker between a browser and the telephone: one WebSocket is one call.
 *
 * <p>A browser says one of four things (offer, candidate, digit, hang up) and never whom to call, from where, or how:
 * account and extension come from the parameters in force. Every call ends once, by {@link
 * org.portalvoip.call.Call#end}, and then the SIP leg is hung up, whoever or whatever ended it: the browser, the far end,
 * a timer, a lost connection, the end of the server. Out of scope: what Janus's messages look like, pages, tables.
 */
package org.portalvoip.call;
