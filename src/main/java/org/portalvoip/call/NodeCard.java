package org.portalvoip.call;

/**
 * What administrators learn of a node.
 *
 * @param id another one after each start
 * @param name what its log calls it; empty for a node of an earlier version
 * @param version of the application; empty if that is not known
 * @param lacks the names of what it needs and has not, separated by commas; empty when it is ready
 * @param state how this node sees it
 */
public record NodeCard(String id, String name, String version, String lacks, State state) {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_VERSION = 60;
    private static final int LONGEST_LACKS = 500;

    /** What is known of a node. */
    public enum State {
        /** The one that is asked. */
        THIS,
        /** Another one that counts its beats. */
        ALIVE,
        /** It has stopped on purpose. */
        LEFT,
        /** It does not count its beats any more, or has not been seen to yet. */
        SILENT
    }

    /** Cuts what the table cannot hold. */
    public NodeCard {
        name = cut(name, LONGEST_NAME);
        version = cut(version, LONGEST_VERSION);
        lacks = cut(lacks, LONGEST_LACKS);
    }

    private static String cut(String text, int longest) {
        return text == null ? "" : text.substring(0, Math.min(text.length(), longest));
    }

    NodeCard in(State seen) {
        return new NodeCard(id, name, version, lacks, seen);
    }
}
