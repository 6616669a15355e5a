package org.portalvoip.web;

import java.util.regex.Pattern;

/** A script or a style sheet as browsers need it: without the comments and the indentation that are for its readers. */
public final class BareSource {
    private static final Pattern COMMENT = Pattern.compile("(?m)^ *(/\\*(?s:.*?)\\*/|//.*)\n");
    private static final Pattern INDENTATION = Pattern.compile("(?m)^\\s+");

    private BareSource() {}

    /** The same without lines that are comments. A text of several lines within {@code source} loses its indentation, too. */
    public static String of(String source) {
        return INDENTATION.matcher(COMMENT.matcher(source).replaceAll("")).replaceAll("");
    }
}
