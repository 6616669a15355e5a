/**
 * The three languages of the product and their texts.
 *
 * <p>Which language a request is answered in: {@code ?lang=}, else the cookie that remembers the last {@code ?lang=},
 * else the browser's {@code Accept-Language}, else Spanish. No session is needed for it. Pages read texts as
 * {@code #{msg['key']}}, Java code through {@link org.portalvoip.language.Texts}.
 */
package org.portalvoip.language;
