package org.portalvoip.call;

/**
 * Where a call stands.
 *
 * <pre>
 *   NEW --offer--> CALLING --180--> RINGING --200--> ESTABLISHED
 *    |                |  \------------200-----------^   |
 *    |                |                |               |
 *    +----------------+------ end -----+---------------+--> ENDED
 * </pre>
 */
public enum CallState {
    /** The socket is open; the browser's offer is awaited. */
    NEW,
    /** The offer is on its way to the extension. */
    CALLING,
    /** The extension rings, perhaps with early media. */
    RINGING,
    /** Both sides speak. */
    ESTABLISHED,
    /** Over; nothing follows. */
    ENDED;

    /** Whether the diagram has an arrow from here to {@code next}. */
    boolean leadsTo(CallState next) {
        return switch (this) {
            case NEW -> next == CALLING || next == ENDED;
            case CALLING -> next == RINGING || next == ESTABLISHED || next == ENDED;
            case RINGING -> next == ESTABLISHED || next == ENDED;
            case ESTABLISHED -> next == ENDED;
            case ENDED -> false;
        };
    }
}
