/**
 * The connection test: tries the parameters of a form, saves nothing, and says step by step what the far side says. {@link
 * org.portalvoip.diagnosis.connection.ConnectionTest} is one run; read it first.
 */
package org.portalvoip.diagnosis.connection;
