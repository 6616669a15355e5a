/**
 * What applies to every request: the gate it passes, the headers of its response, and the sentence for a failure.
 * Every failure becomes a status and words in one place, {@link org.portalvoip.web.Failure}. The package knows no
 * account, no parameter and no call.
 */
package org.portalvoip.web;
