package org.portalvoip.call;

import jakarta.json.JsonObject;
import org.portalvoip.janus.IceCandidate;
import org.portalvoip.janus.Jsep;

/** What a call wants done to the world; {@link CallLoop} does it, in the order in which it was wanted. */
sealed interface CallEffect {
    /** Ask the gateway for a line. */
    record OpenLine() implements CallEffect {}

    /** Call the extension over the open line. */
    record PlaceCall(String extension, Jsep offer) implements CallEffect {}

    /** Pass on a candidate of the browser. */
    record Trickle(IceCandidate candidate) implements CallEffect {}

    /** Send a key of the telephone to the far end. */
    record SendDigit(char digit) implements CallEffect {}

    /** Hang up, or cancel the INVITE. */
    record HangUp() implements CallEffect {}

    /** Give the line back to the gateway. */
    record GiveBack() implements CallEffect {}

    /** Release the place that the call has in the limits. */
    record ReleasePlace() implements CallEffect {}

    /** Write the one line that the log has on this call. */
    record Report(CallSummary summary) implements CallEffect {}

    /** Send the browser a message. */
    record Tell(JsonObject news) implements CallEffect {}

    /** Ask the browser for a sign of life. */
    record Ping() implements CallEffect {}

    /** Close the browser's socket as soon as everything has been sent. */
    record CloseBrowser() implements CallEffect {}

    /** Close the browser's socket now, whatever has not been sent. */
    record CutBrowser() implements CallEffect {}
}
