/**
 * Who may sign in, and how: accounts, roles, password check, throttle, the ways to sign in (form, HTTP Basic and, by its
 * sub-package, OpenID Connect) and what administrators do to accounts, with their screens. A signed-in user is the same
 * person on every node, until their password changes. The package does not know what is administered.
 */
package org.portalvoip.login;
