package org.portalvoip.call;

/** The phases of a call.
 *
 * <pre>
 *   NEW --offer--> CALLING --180--> RINGING --200--> ESTABLISHED
 *    |                |  \------------200-----------^   |
 *    |                |                |               |
 *    +----------------+------ end -----+---------------+--> ENDING --SIP leg and line are gone--> ENDED
 * </pre>
 */
public enum CallState {
    /** The socket is open; the browser has not made its offer yet. */
    NEW,
    /** The offer is on its way to the extension. */
    CALLING,
    /** The extension rings, perhaps with early media. */
    RINGING,
    /** Both sides speak. */
    ESTABLISHED,
    /** The reason is known and nobody speaks any more; the SIP leg and the line are being given back. */
    ENDING,
    /** Over, and the browser has received the end; nothing follows. */
    ENDED;

    /** Whether the diagram has an arrow from here to {@code next}. */
    boolean leadsTo(CallState next) {
        return switch (this) {
            case NEW -> next == CALLING || next == ENDING;
            case CALLING -> next == RINGING || next == ESTABLISHED || next == ENDING;
            case RINGING -> next == ESTABLISHED || next == ENDING;
            case ESTABLISHED -> next == ENDING;
            case ENDING -> next == ENDED;
            case ENDED -> false;
        };
    }

    /** Whether the call has not begun to end. */
    boolean isLive() {
        return this != ENDING && this != ENDED;
    }
}
