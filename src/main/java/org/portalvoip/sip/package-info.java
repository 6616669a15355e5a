/**
 * The SIP world's own values: whom we are, where our SIP server is, whom we call, and how we prove it.
 *
 * <p>Promises that a value which exists is well-formed: nothing that could break out of a SIP header or a URI (CR, LF,
 * NUL, other controls, quotes, angle brackets) is ever part of one, and nothing is escaped without being said. Secrets
 * never show in a {@code toString}. Out of scope: sending anything. Uses {@code java.*} only.
 */
package org.portalvoip.sip;
