package org.portalvoip.diagnosis.connection;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.portalvoip.janus.GatewaySettings;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.JanusException;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.janus.JanusTrial;
import org.portalvoip.janus.transport.CertificateCheck;
import org.portalvoip.sip.Codecs;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.SipAccount;

/**
 * One test of a set of parameters: each address of Janus, then the account over the first one that works, then the
 * telephone if wanted. It has no effect on calls, saves nothing, and leaves nothing behind at Janus or the SIP server.
 */
final class ConnectionTest implements Runnable {
    private static final Logger LOG = System.getLogger(ConnectionTest.class.getName());
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /**
     * What is tried.
     *
     * @param realm which an HA1 is computed for, when it is not the domain
     * @param codecs which a call offers
     * @param extension whose telephone is to ring, or null
     */
    record Subject(GatewaySettings settings, Optional<String> realm, Codecs codecs, Extension extension) {}

    /** Null once the test is over: it holds a secret, and the result is kept until the next test. */
    private Subject subject;

    private final JanusGateway gateway;
    private final TestReport report = new TestReport();
    private final Deadline deadline = new Deadline(LONGEST);
    private final Names names;
    private Thread thread;

    /** @param executor waits for the name service */
    ConnectionTest(Subject subject, JanusGateway gateway, Executor executor) {
        this.subject = subject;
        this.gateway = gateway;
        names = new Names(executor, report, deadline);
    }

    /** The steps begun so far. */
    List<TestStep> steps() {
        return report.steps();
    }

    boolean isFinished() {
        return report.isFinished();
    }

    /** Ends the test soon, or before it begins; what it has opened is closed all the same. */
    synchronized void cancel() {
        deadline.cancel();
        if (thread != null) {
            thread.interrupt();
        }
    }

    private synchronized void runsOn(Thread current) {
        thread = current;
    }

    @Override
    public void run() {
        runsOn(Thread.currentThread());
        try {
            Optional<JanusTrial> line = firstLine();
            if (line.isPresent()) {
                tryAccount(line.get());
            }
        } catch (TestEnded e) {
            report.found(e.finding(), "");
        } catch (JanusException e) {
            report.found(Finding.CONNECTION_LOST, e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A connection test ended by a fault", e);
            report.found(Finding.CONNECTION_LOST, "");
        } finally {
            runsOn(null);
            subject = null;
            // The thread goes back to the server, which must not find it interrupted.
            Thread.interrupted();
            report.finish();
        }
    }

    private Optional<JanusTrial> firstLine() {
        Optional<JanusTrial> first = Optional.empty();
        try {
            for (JanusAddress address : subject.settings().servers()) {
                Optional<JanusTrial> line = lineAt(address);
                if (first.isEmpty()) {
                    first = line;
                } else {
                    line.ifPresent(JanusSteps::close);
                }
            }
            return first;
        } catch (RuntimeException e) {
            first.ifPresent(JanusSteps::close);
            throw e;
        }
    }

    private Optional<JanusTrial> lineAt(JanusAddress address) {
        var certificates = new CertificateCheck(subject.settings().trust());
        var there = new AddressTrial(address, names, certificates, report, deadline);
        var janus = new JanusSteps(gateway, subject.settings(), report, deadline);
        return there.reaches() ? janus.line(address, there) : Optional.empty();
    }

    private void tryAccount(JanusTrial line) {
        try {
            SipAccount account = subject.settings().account();
            var steps = new AccountSteps(account, subject.realm(), names, report, deadline);
            if (steps.registers(line) && subject.extension() != null) {
                new RingStep(subject.codecs(), account, report, deadline).ring(line, subject.extension());
            }
        } finally {
            JanusSteps.close(line);
        }
    }
}
