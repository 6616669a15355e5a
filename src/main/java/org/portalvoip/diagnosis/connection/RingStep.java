package org.portalvoip.diagnosis.connection;

import java.time.Duration;
import org.portalvoip.janus.JanusException;
import org.portalvoip.janus.JanusTrial;
import org.portalvoip.sip.Codecs;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.InviteLength;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipRoute.Transport;

/** The step that lets the telephone at the extension ring. */
final class RingStep {
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final Codecs codecs;
    private final SipAccount account;
    private final TestReport report;
    private final Deadline deadline;

    /**
     * @param codecs which are offered
     * @param account that calls
     */
    RingStep(Codecs codecs, SipAccount account, TestReport report, Deadline deadline) {
        this.codecs = codecs;
        this.account = account;
        this.report = report;
        this.deadline = deadline;
    }

    void ring(JanusTrial line, Extension extension) {
        report.begin(Stage.RING, extension);
        if (rings(line, extension) == Finding.RING_SILENT) {
            judge(line.lengthOfInvite(extension, codecs));
        }
    }

    private Finding rings(JanusTrial line, Extension extension) {
        try {
            JanusTrial.Ring outcome = deadline.await(line.ring(extension, codecs, deadline.within(LONGEST)));
            Finding found = outcome.reached() ? Finding.RANG : why(outcome.code(), isGuest());
            return found(found, outcome.reason(), outcome.code());
        } catch (JanusException e) {
            return found(why(e), e.getMessage(), e.code());
        }
    }

    private Finding found(Finding finding, String words, int code) {
        report.found(finding, words, code);
        return finding;
    }

    /** Nobody tells of a datagram that was cut up and lost. */
    private void judge(int lengthOfInvite) {
        if (account.route().transport() == Transport.UDP && lengthOfInvite > InviteLength.MOST_OVER_UDP) {
            report.found(Finding.RING_CUT_UP, "", lengthOfInvite);
        }
    }

    private boolean isGuest() {
        return account.credential() instanceof Credential.Guest;
    }

    private Finding why(JanusException failure) {
        if (failure.isLoss()) {
            return Finding.CONNECTION_LOST;
        }
        return failure.kind() == JanusException.Kind.NO_ANSWER ? Finding.RING_SILENT : why(failure.code(), isGuest());
    }

    static Finding why(int status, boolean guest) {
        return guest ? whyNotTheGuest(status) : why(status);
    }

    /** Nothing has gone to the SIP server before this call; Janus itself says 503 of a server that it does not reach. */
    private static Finding whyNotTheGuest(int status) {
        return switch (status) {
            case 401, 403, 407, 904 -> Finding.RING_GUEST;
            case 503 -> Finding.RING_UNREACHABLE;
            default -> why(status);
        };
    }

    private static Finding why(int status) {
        return switch (status) {
            case 300, 301, 302, 305, 380 -> Finding.RING_REDIRECTED;
            case 401, 407, 904 -> Finding.RING_PASSWORD;
            case 403 -> Finding.RING_FORBIDDEN;
            case 404, 604 -> Finding.RING_UNKNOWN;
            case 406, 415, 488, 606 -> Finding.RING_CODEC;
            case 408, 504 -> Finding.RING_SILENT;
            case 410 -> Finding.RING_GONE;
            case 413, 513 -> Finding.RING_TOO_LARGE;
            case 433 -> Finding.RING_ANONYMOUS;
            case 480 -> Finding.RING_NO_TELEPHONE;
            case 482, 483 -> Finding.RING_LOOP;
            case 484, 485 -> Finding.RING_INCOMPLETE;
            case 486, 600 -> Finding.RING_BUSY;
            case 503 -> Finding.RING_OVERLOADED;
            case 603, 607, 608 -> Finding.RING_DECLINED;
            default -> Finding.RING_REFUSED;
        };
    }
}
