/**
 * How a node comes up, and what an operator can set. {@link org.portalvoip.start.Settings} reads and checks every key
 * {@code voip.*} once; a value that cannot be used is reported in one sentence and replaced, and never stops the
 * deployment. Other packages may use {@code Settings} and its values, and nothing else from here.
 */
package org.portalvoip.start;
