package org.portalvoip.call;

import java.time.Duration;
import java.util.List;
import org.portalvoip.janus.JanusPlace;

/**
 * What another node needs to go on with a call.
 *
 * @param id of the call, for the log
 * @param tokens by which its browser comes back
 * @param phase how far the call is, as far as its node knew
 * @param age since the opening
 * @param spoken since the answer, null before
 * @param sipCallId the SIP Call-ID, null before it is known
 * @param line where its line is at Janus
 * @param master where the master of that line is
 * @param tickets the names of those that were used for it; only its node knows them
 * @param login the id of the login with which it ends; empty when there is none
 */
record CallRecord(
        String id,
        ResumeHashes tokens,
        Caller caller,
        CallState phase,
        Duration age,
        Duration spoken,
        String sipCallId,
        JanusPlace line,
        JanusPlace master,
        List<String> tickets,
        String login) {

    /** The same call, to which its browser comes back with other tokens. */
    CallRecord with(ResumeHashes others) {
        return new CallRecord(id, others, caller, phase, age, spoken, sipCallId, line, master, tickets, login);
    }

    /** As its browser knows it, which may have heard the answer just before the death of the node that had not written it. */
    CallRecord answered() {
        return spoken != null
                ? this
                : new CallRecord(
                        id,
                        tokens,
                        caller,
                        CallState.ESTABLISHED,
                        age,
                        Duration.ZERO,
                        sipCallId,
                        line,
                        master,
                        tickets,
                        login);
    }

    /** The same call, whose tickets need not be looked at any more. */
    CallRecord admitted() {
        return new CallRecord(id, tokens, caller, phase, age, spoken, sipCallId, line, master, List.of(), login);
    }
}
