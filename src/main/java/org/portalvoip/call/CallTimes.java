package org.portalvoip.call;

import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param offer from the open socket to the offer
 * @param ring from the offer to the answer
 * @param talk from the answer to the end
 * @param sound from the answer to the first sound of the caller
 * @param resume from the last sign of life of a browser to its return
 */
record CallTimes(Duration offer, Duration ring, Duration talk, Duration sound, Duration resume) {}
