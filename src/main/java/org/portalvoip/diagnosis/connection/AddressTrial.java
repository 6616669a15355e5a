package org.portalvoip.diagnosis.connection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.portalvoip.diagnosis.connection.Names.Outcome;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.transport.CertificateCheck;

/** The steps that show whether anybody can be reached at one address in 324. */
final class AddressTrial {
    private static final Outcome NAME = new Outcome(Finding.NAME_FOUND, Finding.NAME_UNKNOWN, Finding.NAME_SILENT);
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final Duration SOON = Duration.ofDays(14);
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final JanusAddress address;
    private final Names names;
    private final CertificateCheck certificates;
    private final TestReport report;
    private final Deadline deadline;

    AddressTrial(
            JanusAddress address, Names names, CertificateCheck certificates, TestReport report, Deadline deadline) {
        this.address = address;
        this.names = names;
        this.certificates = certificates;
        this.report = report;
        this.deadline = deadline;
    }

    /** Whether a connection can be made there. */
    boolean reaches() {
        report.begin(Stage.NAME, address);
        Optional<InetAddress> host = names.first(host(), NAME);
        return host.isPresent() && connects(host.get()) && (isPlain() || isTrusted(host.get()));
    }

    /** Whether it is TLS that is spoken at this plain address. */
    boolean speaksTls() {
        if (!isPlain()) {
            return false;
        }
        try {
            var server = new InetSocketAddress(host(), port());
            return certificates.of(server, host(), deadline.within(LONGEST)).fault() != CertificateCheck.Fault.NOT_TLS;
        } catch (IOException noAnswer) {
            return false;
        }
    }

    private boolean connects(InetAddress host) {
        String number = host.getHostAddress();
        report.begin(Stage.TCP, (number.indexOf(':') >= 0 ? "[" + number + "]" : number) + ":" + port());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port()), (int)
                    deadline.within(LONGEST).toMillis());
            report.found(Finding.TCP_CONNECTED, "");
            return true;
        } catch (SocketTimeoutException e) {
            report.found(Finding.TCP_SILENT, e.getMessage());
        } catch (ConnectException e) {
            report.found(Finding.TCP_REFUSED, e.getMessage());
        } catch (IOException e) {
            report.found(Finding.TCP_FAILED, e.getMessage());
        }
        return false;
    }

    private boolean isTrusted(InetAddress host) {
        report.begin(Stage.TLS, host());
        try {
            var seen = certificates.of(new InetSocketAddress(host, port()), host(), deadline.within(LONGEST));
            judge(seen);
            return seen.fault() == CertificateCheck.Fault.NONE;
        } catch (IOException e) {
            report.found(Finding.TLS_FAILED, e.getMessage());
            return false;
        }
    }

    private void judge(CertificateCheck.Report seen) {
        Object[] facts = seen.subject() == null
                ? new Object[0]
                : new Object[] {seen.subject(), seen.issuer(), LocalDate.ofInstant(seen.until(), ZoneOffset.UTC)};
        report.found(
                switch (seen.fault()) {
                    case NONE -> Finding.TLS_TRUSTED;
                    case NOT_TLS -> Finding.TLS_NOT_SPOKEN;
                    case EXPIRED -> Finding.TLS_EXPIRED;
                    case NOT_YET_VALID -> Finding.TLS_NOT_YET_VALID;
                    case OTHER_NAME -> Finding.TLS_OTHER_NAME;
                    case UNKNOWN_ISSUER -> Finding.TLS_UNKNOWN_ISSUER;
                    case TRUST_FILE -> Finding.TLS_TRUST_FILE;
                    case FAILED -> Finding.TLS_FAILED;
                },
                seen.words(),
                facts);
        if (seen.fault() == CertificateCheck.Fault.NONE
                && seen.until().isBefore(Instant.now().plus(SOON))) {
            report.found(Finding.TLS_EXPIRES_SOON, "", facts);
        }
    }

    private boolean isPlain() {
        String scheme = address.uri().getScheme();
        return scheme.equals("http") || scheme.equals("ws");
    }

    private String host() {
        return address.uri().getHost().replaceAll("[\\[\\]]", "");
    }

    private int port() {
        URI uri = address.uri();
        return uri.getPort() >= 0 ? uri.getPort() : isPlain() ? HTTP : HTTPS;
    }
}
