/**
 * What a portal page contains: {@code <voip:footer/>}, the icon that calls the help desk.
 *
 * <p>While calls are possible it is a button, a style sheet and a script; otherwise it is nothing, no byte and no
 * request. Either way it needs no session and no SQL statement, because it reads
 * {@link org.portalvoip.parameters.ActiveParameters}. The phone that opens on a click is {@code phone/*.js} in the
 * browser.
 */
package org.portalvoip.portal;
