package org.portalvoip.janus;

/** What a {@link FakeJanus} can do instead of answering properly. */
enum Fault {
    /** Answers and events come in pieces of seven bytes. */
    IN_PIECES,
    /** Every answer and event comes twice. */
    DUPLICATE,
    /** Events come before the ack of the request that caused them. */
    EVENTS_FIRST,
    /** The request is answered, but its events never come. */
    EVENTS_LOST,
    /** Something that is not JSON. */
    GARBAGE,
    /** JSON, but not of Janus. */
    FOREIGN,
    /** Five megabytes of JSON. */
    HUGE,
    /** One byte at a time, and never the last. */
    SLOW_DRIP,
    /** No answer at all. */
    SILENCE,
    /** The connection is reset (TCP RST). */
    RESET,
    /** Error 403. */
    FORBIDDEN,
    /** The session has timed out. */
    SESSION_TIMEOUT
}
