package org.portalvoip.janus.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Looks at a server's certificate as the transports do, but says more precisely what is wrong with it. */
public final class CertificateCheck {

    /** What a look at a server has shown. */
    public enum Fault {
        /** All is well. */
        NONE,
        /** It does not speak TLS at this port. */
        NOT_TLS,
        /** The certificate's time is over. */
        EXPIRED,
        /** The certificate's time has not come. */
        NOT_YET_VALID,
        /** The certificate was issued for other names. */
        OTHER_NAME,
        /** Nobody whom we trust has signed the certificate. */
        UNKNOWN_ISSUER,
        /** The file of trusted certificates cannot be read. */
        TRUST_FILE,
        /** TLS failed otherwise, for example because of its version. */
        FAILED
    }

    /**
     * What was seen.
     *
     * @param subject whose certificate it is; null if none was shown
     * @param issuer who has signed it; null if none was shown
     * @param until its last moment; null if none was shown
     * @param words why it is not trusted, in the words of Java; null when all is well
     */
    public record Report(Fault fault, String subject, String issuer, Instant until, String words) {}

    private final Path trust;

    /** @param trust certificates (PEM) to trust besides those that the JVM trusts, or null */
    public CertificateCheck(Path trust) {
        this.trust = trust;
    }

    /**
     * Shakes hands with a server and closes the connection. Blocks for {@code longest} at most for each of connection
     * and handshake.
     *
     * @param name which the certificate must be for
     * @throws IOException if there is no connection, or no answer in time
     */
    public Report of(InetSocketAddress server, String name, Duration longest) throws IOException {
        Judge judge;
        try {
            judge = new Judge(JanusTrust.manager(trust));
        } catch (GeneralSecurityException | IOException e) {
            return new Report(Fault.TRUST_FILE, null, null, null, e.getMessage());
        }
        try (Socket plain = new Socket()) {
            plain.connect(server, (int) longest.toMillis());
            plain.setSoTimeout((int) longest.toMillis());
            shakeHands(plain, server, name, judge);
            return judge.report(Fault.NONE, null);
        } catch (SSLException e) {
            return judge.report(judge.fault(e), e.getMessage());
        }
    }

    private static void shakeHands(Socket plain, InetSocketAddress server, String name, Judge judge)
            throws IOException {
        try (SSLSocket socket =
                (SSLSocket) context(judge).getSocketFactory().createSocket(plain, name, server.getPort(), true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
        } catch (SocketTimeoutException silent) {
            // A server that waits for plain text does not answer the first message of TLS.
            throw new SSLException("the server does not answer the TLS handshake", silent);
        }
    }

    private static SSLContext context(Judge judge) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {judge}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Trusts whom the transports trust, and remembers what it was shown. */
    private static final class Judge extends X509ExtendedTrustManager {
        private final X509ExtendedTrustManager rules;
        private X509Certificate shown;
        private Fault fault = Fault.FAILED;

        Judge(X509ExtendedTrustManager rules) {
            this.rules = rules;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String method, Socket socket)
                throws CertificateException {
            shown = chain[0];
            fault = Fault.UNKNOWN_ISSUER;
            try {
                shown.checkValidity();
                rules.checkServerTrusted(chain, method);
                fault = Fault.OTHER_NAME;
                rules.checkServerTrusted(chain, method, socket);
            } catch (CertificateExpiredException e) {
                fault = Fault.EXPIRED;
                throw e;
            } catch (CertificateNotYetValidException e) {
                fault = Fault.NOT_YET_VALID;
                throw e;
            }
            fault = Fault.FAILED;
        }

        /** A server that speaks no TLS has shown no certificate, and has begun no handshake that could fail either. */
        Fault fault(SSLException failure) {
            boolean alert = String.valueOf(failure.getMessage()).contains("alert");
            boolean handshake =
                    failure instanceof SSLHandshakeException && !(failure.getCause() instanceof IOException);
            return shown == null && !alert && !handshake ? Fault.NOT_TLS : fault;
        }

        Report report(Fault found, String words) {
            return shown == null
                    ? new Report(found, null, null, null, words)
                    : new Report(
                            found,
                            shown.getSubjectX500Principal().getName(),
                            shown.getIssuerX500Principal().getName(),
                            shown.getNotAfter().toInstant(),
                            words);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String method, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("only sockets are checked");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String method) throws CertificateException {
            throw new CertificateException("only sockets are checked");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String method, Socket socket)
                throws CertificateException {
            throw new CertificateException("we are the client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String method, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("we are the client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String method) throws CertificateException {
            throw new CertificateException("we are the client");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return rules.getAcceptedIssuers();
        }
    }
}
