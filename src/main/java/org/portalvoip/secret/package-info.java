/**
 * How secrets are kept: as a {@link org.portalvoip.secret.Secret} in memory, and sealed by {@link
 * org.portalvoip.secret.SecretBox} in the database. The keys are in a {@link org.portalvoip.secret.KeyFile} in the
 * private {@link org.portalvoip.secret.DataFolder}. The package does not know what the secrets are for.
 */
package org.portalvoip.secret;
