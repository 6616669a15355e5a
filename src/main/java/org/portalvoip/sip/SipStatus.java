package org.portalvoip.sip;

import java.util.Map;
import java.util.Optional;

/**
 * What a telephone system means when it refuses a call, in the words of the parameters: the final statuses of RFC 3261
 * section 21 and of its extensions.
 */
public final class SipStatus {
    private static final String REDIRECTS =
            "the telephone system forwards to another number, and the call did not get there: enter that number in 329,"
                    + " or remove the forwarding";
    private static final String ASKS_AGAIN =
            "the telephone system does not accept user and password for this call: check 327, 328 and 330";
    private static final String NO_CODEC =
            "no codec in common (allow Opus, G.722, PCMA or PCMU for this line), or another wish for SRTP than that of"
                    + " voip.sip-srtp";
    private static final String TOO_LARGE = "the INVITE is larger than the telephone system takes";
    private static final String CIRCLE =
            "the call is forwarded in a circle: check the forwarding of the extension in 329";
    private static final String INCOMPLETE = "the extension in 329 is incomplete, or several begin with it";
    private static final String REQUIRES =
            "the telephone system requires a SIP extension that Janus does not have: switch it off for this line";
    private static final String BUSY = "the extension in 329 is busy";
    private static final String UNKNOWN = "the telephone system does not know the extension in 329: check 329 and 325";

    private static final Map<Integer, String> MEANINGS = Map.ofEntries(
            Map.entry(
                    200,
                    "the telephone system answered without a session description, or without the key that"
                            + " voip.sip-srtp=required asks for, and a BYE ended the call: its own log says more"),
            Map.entry(300, REDIRECTS),
            Map.entry(301, REDIRECTS),
            Map.entry(302, REDIRECTS),
            Map.entry(305, REDIRECTS),
            Map.entry(380, REDIRECTS),
            Map.entry(400, "the telephone system cannot read the INVITE"),
            Map.entry(401, ASKS_AGAIN),
            Map.entry(402, "the telephone system asks for a payment"),
            Map.entry(403, "the telephone system does not let the user in 327 call the extension in 329"),
            Map.entry(404, UNKNOWN),
            Map.entry(405, "the telephone system takes no INVITE at this address: check 325 and 326"),
            Map.entry(406, NO_CODEC),
            Map.entry(407, ASKS_AGAIN),
            Map.entry(
                    408,
                    "the telephone system, or a telephone behind it, did not answer in time: check 325, 326 and whether"
                            + " it takes UDP"),
            Map.entry(410, "the extension in 329 was given up: enter its successor"),
            Map.entry(413, TOO_LARGE),
            Map.entry(414, "the address of the desk is longer than the telephone system takes: check 325 and 329"),
            Map.entry(415, NO_CODEC),
            Map.entry(416, "the telephone system does not take the address of the desk: check 325 and 329"),
            Map.entry(420, REQUIRES),
            Map.entry(421, REQUIRES),
            Map.entry(422, "the telephone system wants a longer session timer than Janus offers"),
            Map.entry(429, "the telephone system asks who referred the call: nobody did"),
            Map.entry(433, "the telephone system takes no anonymous calls: let it take those of the user in 327"),
            Map.entry(480, "no telephone is signed in at the extension in 329, or it takes no calls now"),
            Map.entry(481, "the telephone system mixes up calls, which is a fault of its own"),
            Map.entry(482, CIRCLE),
            Map.entry(483, CIRCLE),
            Map.entry(484, INCOMPLETE),
            Map.entry(485, INCOMPLETE),
            Map.entry(486, BUSY),
            Map.entry(487, "the telephone system cancelled the call by itself"),
            Map.entry(488, NO_CODEC),
            Map.entry(
                    491, "the telephone system is busy with another request of this call, which is a fault of its own"),
            Map.entry(493, "the telephone system wants encrypted messages (S/MIME), which Janus does not have"),
            Map.entry(494, REQUIRES),
            Map.entry(500, "an internal error of the telephone system: its own log says more"),
            Map.entry(501, "the telephone system takes no INVITE: check 325 and 326"),
            Map.entry(502, "a system behind the telephone system gave an answer that it could not read"),
            Map.entry(503, "the telephone system is overloaded, in maintenance, or has no free line"),
            Map.entry(504, "a system behind the telephone system did not answer in time"),
            Map.entry(505, "the telephone system does not speak SIP 2.0"),
            Map.entry(513, TOO_LARGE),
            Map.entry(580, "the telephone system could not reserve what the call needs"),
            Map.entry(600, BUSY + ", and so is every other telephone that it leads to"),
            Map.entry(603, "the desk, or a rule of the telephone system, declined the call"),
            Map.entry(604, UNKNOWN),
            Map.entry(606, NO_CODEC),
            Map.entry(607, "the desk, or a rule of the telephone system, declined the call as unwanted"),
            Map.entry(608, "an automatic rule of the telephone system declined the call"),
            Map.entry(
                    904,
                    "the telephone system does not accept user and password (check 327, 328 and 330), or asks for a"
                            + " digest other than MD5, such as SHA-256, which Janus cannot compute"));

    private SipStatus() {}

    /**
     * What {@code status} means as the final answer to an INVITE, and what to change: a part of a sentence, in English
     * as everything in the log.
     *
     * @param status of SIP, or 904, Janus's own
     * @return empty if nothing is known about it
     */
    public static Optional<String> meaning(int status) {
        return Optional.ofNullable(MEANINGS.get(status));
    }
}
