/**
 * What a node reports about itself: whether it is alive, whether it is ready, and why not; its figures for Prometheus; and the
 * status page for administrators. No report can be used to overload the database, and none contains a secret. The package may use every other package but {@code
 * portal} and {@code start}; only {@code start} may use it.
 */
package org.portalvoip.diagnosis;
