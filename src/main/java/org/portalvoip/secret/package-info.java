/**
 * How secrets are kept: {@link org.portalvoip.secret.Secret} in memory, sealed by
 * {@link org.portalvoip.secret.SecretBox} in the database, the keys in a {@link org.portalvoip.secret.Keyset} file inside
 * the private {@link org.portalvoip.secret.DataFolder}. The package knows nothing of what is secret.
 */
package org.portalvoip.secret;
