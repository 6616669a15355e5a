/**
 * The icon that calls the help desk, in portals of any kind, and what it opens: the phone in a window of its own.
 *
 * <p>A page of this application contains {@code <voip:footer/>}: while calls are possible it is a link, a style sheet and a
 * script; otherwise it is nothing, no byte and no request. A page of any other origin contains one line with
 * {@code /footer.js}, which {@code <voip:footer server="..."/>} writes, too. Either way it needs no session and no SQL
 * statement, because it reads {@link org.portalvoip.parameters.ActiveParameters}. The window is the page
 * {@code phone.xhtml} with the scripts {@code phone/*.js}.
 */
package org.portalvoip.portal;
