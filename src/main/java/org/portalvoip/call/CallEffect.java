package org.portalvoip.call;

import jakarta.json.JsonObject;
import org.portalvoip.janus.IceCandidate;
import org.portalvoip.janus.Jsep;
import org.portalvoip.sip.Callee;

/** Something that a call asks for; {@link CallLoop} carries it out, in the order of the requests. */
sealed interface CallEffect {
    /** Wait for the browser's offer, with as little as possible of the limits. */
    record AwaitOffer() implements CallEffect {}

    /** Take a place in the limits; {@link CallEvent.PlaceTaken} or {@link CallEvent.PlaceRefused} follows. */
    record TakePlace() implements CallEffect {}

    /** Ask the gateway for a line: a new one, or that of another node. */
    record OpenLine() implements CallEffect {}

    /** Try the browser's way, with an offer that is made only for this. */
    record OpenProbe(Jsep offer) implements CallEffect {}

    /** Pass on a candidate of the browser for the trial. */
    record TrickleProbe(IceCandidate candidate) implements CallEffect {}

    /** End the trial. */
    record CloseProbe() implements CallEffect {}

    /** Call over the open line; {@code inClear} without encrypted sound where that need not be. */
    record PlaceCall(Callee callee, Jsep offer, boolean inClear) implements CallEffect {}

    /** Reply to the far end, which changes the call. */
    record Reply(Jsep description) implements CallEffect {}

    /** Negotiate the browser's media connection anew. */
    record Restart(Jsep offer) implements CallEffect {}

    /** Pass on a candidate of the browser. */
    record Trickle(IceCandidate candidate) implements CallEffect {}

    /** Send a key of the phone to the far end. */
    record SendDigit(char digit) implements CallEffect {}

    /** Let the browser call this one next. */
    record HandOver(Callee goal) implements CallEffect {}

    /** Let the far end know that its caller stays. */
    record DeclineTransfer(long id) implements CallEffect {}

    /** Hang up, or cancel the INVITE. */
    record HangUp() implements CallEffect {}

    /** Give the line back to the gateway, and ask it for another one. */
    record ChangeLine() implements CallEffect {}

    /** Give the line back to the gateway. */
    record GiveBack() implements CallEffect {}

    /** Let another node have the line, without a word to Janus. */
    record LeaveLine() implements CallEffect {}

    /** Write down how far the call is, for other nodes. */
    record WriteDown() implements CallEffect {}

    /** Release what the call has of the limits, if anything. */
    record ReleasePlace() implements CallEffect {}

    /** Write the line about this call to the log. */
    record Report(CallSummary summary) implements CallEffect {}

    /** Send the browser its first message, which is sent to no other socket of the call. */
    record Greet(JsonObject message) implements CallEffect {}

    /** Give a browser that is back its next token, and what it has missed since it had received so many messages. */
    record WelcomeBack(String token, long received) implements CallEffect {}

    /** Send the browser a message; as soon as it is back, if it is away. */
    record Tell(JsonObject message) implements CallEffect {}

    /** Send the browser a ping. */
    record Ping() implements CallEffect {}

    /** Answer a ping of the browser. */
    record Pong() implements CallEffect {}

    /** Close the browser's socket, if the browser has not done so, even if something has not been sent. */
    record CutBrowser() implements CallEffect {}
}
