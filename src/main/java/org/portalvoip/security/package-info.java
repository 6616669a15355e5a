/**
 * Who may do what, and how the secret is kept.
 *
 * <p>Three things live here: the secret ({@link org.portalvoip.security.Secret} in memory, sealed by
 * {@link org.portalvoip.security.SecretBox} in the database), the accounts with their login, and the filters that every
 * request passes before anything of the product sees it. The package knows no parameter, no call and no Janus.
 */
package org.portalvoip.security;
