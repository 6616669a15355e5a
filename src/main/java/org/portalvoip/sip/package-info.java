/**
 * Values of SIP: who we are, where our SIP server is, whom we call, and how we authenticate.
 *
 * <p>Every value is well-formed: it never contains anything that could break out of a SIP header or a URI (CR, LF,
 * NUL, other control characters, quotes, angle brackets), and a {@code toString} never shows a secret. The package
 * sends nothing and uses only {@code java.*}.
 */
package org.portalvoip.sip;
