package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portalvoip.sip.SipPort;
import org.portalvoip.sip.SipTarget;

/** Which SIP servers come last, and for how long. */
class FailedTargetsTest {
    private static final SipTarget A = target(1);
    private static final SipTarget B = target(2);
    private static final SipTarget C = target(3);

    private long now;
    private final FailedTargets failures = new FailedTargets(() -> now);

    private static SipTarget target(int port) {
        return new SipTarget(InetAddress.getLoopbackAddress(), new SipPort(port));
    }

    @Test
    void whatFailedComesLastAndTheOrderStaysOtherwise() {
        failures.add(A);
        assertThat(failures.last(List.of(A, B, C))).containsExactly(B, C, A);
        failures.add(B);
        assertThat(failures.last(List.of(A, B, C))).containsExactly(C, A, B);
    }

    @Test
    void aFailureIsForgottenInTime() {
        failures.add(A);
        now = FailedTargets.MEMORY.toNanos() - 1;
        assertThat(failures.contains(A)).isTrue();
        now++;
        assertThat(failures.contains(A)).isFalse();
        assertThat(failures.last(List.of(A, B))).containsExactly(A, B);
    }
}
