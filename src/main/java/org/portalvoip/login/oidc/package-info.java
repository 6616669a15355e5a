/**
 * The provider by which administrators can sign in beside the accounts: OpenID Connect's authorization code flow, with
 * PKCE, a state and a nonce that are bound to the browser. It knows nothing of accounts, sessions and pages; its parent
 * makes somebody signed in of whom {@link Provider} says that he may administer.
 */
package org.portalvoip.login.oidc;
