package org.portalvoip.call;

import org.portalvoip.janus.IceCandidate;
import org.portalvoip.janus.JanusException;
import org.portalvoip.janus.Jsep;
import org.portalvoip.janus.LineState;
import org.portalvoip.janus.SipEvent;
import org.portalvoip.janus.Waiting;
import org.portalvoip.sip.Callee;

/** Everything that can happen to a call: from the browser, from the line, from this node. */
sealed interface CallEvent {
    /** The browser sent a message. */
    record Said(BrowserMessage message) implements CallEvent {}

    /** The first part of a message came, and not all of it. */
    record MessageBegun() implements CallEvent {}

    /** The first bytes of a frame came, and not all of it; or the frame is whole now. */
    record Frame(boolean half) implements CallEvent {}

    /** Others need the room in which this call waits for its offer. */
    record GiveWay() implements CallEvent {}

    /** The limits have a place for this call. */
    record PlaceTaken() implements CallEvent {}

    /** The limits have no place for this call. */
    record PlaceRefused(EndReason reason) implements CallEvent {}

    /** The browser answered a ping. */
    record Pong() implements CallEvent {}

    /** The browser's socket is closed, and the browser has not hung up before. */
    record BrowserClosed() implements CallEvent {}

    /** Something could not be sent to the browser, so its socket is broken, whether or not the server reports that. */
    record BrowserLost() implements CallEvent {}

    /** The browser does not take what is sent to it. */
    record BrowserSilent() implements CallEvent {}

    /** The browser of this new call comes back to another call, which is looked for. */
    record BrowserAsks() implements CallEvent {}

    /** Nobody can tell yet whether there is the call that the browser of this new call wants to come back to. */
    record ComeAgain() implements CallEvent {}

    /** Another node is to go on with this call, as soon as its browser comes there. */
    record GoElsewhere() implements CallEvent {}

    /** Another node goes on with this call. */
    record TakenAway() implements CallEvent {}

    /** The browser of this new call comes back to another call, or to one that does not exist. */
    record BrowserMoved(boolean found) implements CallEvent {}

    /**
     * The browser has come back over another socket.
     *
     * @param token for the next time
     * @param received how many messages it had received
     */
    record BrowserBack(String token, long received) implements CallEvent {}

    /** Janus tries the browser's way. */
    record ProbeOpened() implements CallEvent {}

    /** Janus cannot try the browser's way, which says nothing about it. */
    record ProbeRefused() implements CallEvent {}

    /** Janus's answer to the offer of the trial. */
    record ProbeAnswered(Jsep answer) implements CallEvent {}

    /** A candidate of Janus for the trial. */
    record ProbeCandidate(IceCandidate candidate) implements CallEvent {}

    /** The requested line is ready; {@code found} is how far the call is that was on it already, mostly none. */
    record LineOpened(LineState found) implements CallEvent {}

    /** The requested line could not be opened. */
    record LineRefused(JanusException reason) implements CallEvent {}

    /** Janus refused the request to call the extension. */
    record CallRefused(JanusException reason) implements CallEvent {}

    /** An event of the SIP plugin; {@code jsep} is null if it came without a session description. */
    record Sip(SipEvent event, Jsep jsep) implements CallEvent {}

    /**
     * The call has not reached its SIP server, or the telephone takes no encrypted sound: another line leads to another
     * server, or goes without.
     */
    record Unreached(SipEvent.HangUp end, boolean encrypted) implements CallEvent {}

    /** A candidate of Janus for the browser. */
    record LineCandidate(IceCandidate candidate) implements CallEvent {}

    /** How the caller stands in the telephone system's queue. */
    record Waits(Waiting waiting) implements CallEvent {}

    /** The browser brings our ticket for somebody else, to whom a telephone has transferred it. */
    record Dials(Callee goal) implements CallEvent {}

    /** The far end asks us to call somebody whom the caller may call; {@code id} is for declining. */
    record Transfer(Callee goal, long id) implements CallEvent {}

    /** Sound from the browser reaches Janus, or has stopped. */
    record Media(boolean receiving) implements CallEvent {}

    /** Packets get lost between browser and Janus. */
    record SlowLink() implements CallEvent {}

    /** The media connection is closed: shortly before or after the end of the SIP call, or without one. */
    record MediaClosed(boolean byBrowser) implements CallEvent {}

    /** Janus or the network has taken the line away. */
    record LineLost(JanusException reason) implements CallEvent {}

    /** Janus has confirmed that it has the line back, or will never confirm it. */
    record LineReturned() implements CallEvent {}

    /** This node ends the call. */
    record End(EndReason reason) implements CallEvent {}

    /** An effect of this call could not be carried out. */
    record Broken() implements CallEvent {}

    /** Time has passed; the limits are checked. */
    record Tick() implements CallEvent {}
}
