package org.portalvoip.call;

import org.portalvoip.web.ClientNetwork;

/**
 * Who opens a call socket, as the limits count it.
 *
 * @param who the signed-in user, the browser, or the network when the browser keeps no cookie; distinct from each other
 * @param network where the request came from
 */
record Caller(String who, ClientNetwork network) {}
