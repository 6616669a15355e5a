/**
 * What spares an application the detours of its server. It knows none of our packages.
 */
package org.portalvoip.server;
