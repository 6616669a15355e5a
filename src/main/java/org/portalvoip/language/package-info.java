/**
 * The three languages of the product and their texts. A request is answered in the language of {@code ?lang=},
 * otherwise of the cookie that remembers the last {@code ?lang=}, otherwise of {@code Accept-Language}, otherwise in
 * Spanish; this needs no session. Pages read texts as {@code #{msg['key']}}, Java code through {@link
 * org.portalvoip.language.Texts}.
 */
package org.portalvoip.language;
