/**
 * What holds for every request: the gate it passes, the headers of its answer, and the words for what failed. The package
 * knows no account, no parameter and no call.
 */
package org.portalvoip.web;
