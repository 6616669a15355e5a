/**
 * The one thing a portal page carries: {@code <voip:footer/>}, the icon that calls the help desk.
 *
 * <p>While calls are possible it is a button, a style and a script; while they are not it is nothing, no byte and no
 * request. Either way it needs no session and no statement: it reads {@link
 * org.portalvoip.parameters.ActiveParameters}. The panel that opens on a click belongs to the browser's {@code
 * phone/*.js}.
 */
package org.portalvoip.portal;
