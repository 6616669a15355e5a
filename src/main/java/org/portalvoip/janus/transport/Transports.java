package org.portalvoip.janus.transport;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.portalvoip.sip.Credential;

/** Makes the transport that an address of Janus asks for; those with TLS share one HTTP client, and those without another. */
public final class Transports {
    private static final Set<String> WITH_TLS = Set.of("wss", "https");

    private final TransportLimits limits;
    private final Path trust;
    private final Credential.Password apiSecret;
    private final ScheduledExecutorService scheduler;
    private HttpClient trusting;
    private HttpClient plain;

    /**
     * @param trust certificates (PEM) to trust besides those that the JVM trusts, or null
     * @param apiSecret goes into the query of each poll, which has no body; null if Janus needs none
     */
    public Transports(
            TransportLimits limits, Path trust, Credential.Password apiSecret, ScheduledExecutorService scheduler) {
        this.limits = limits;
        this.trust = trust;
        this.apiSecret = apiSecret;
        this.scheduler = scheduler;
    }

    /**
     * A transport, not connected yet.
     *
     * @param server its scheme is {@code ws}, {@code wss}, {@code http} or {@code https}, in lower case
     * @throws TransportException if the address needs the trusted certificates, and they cannot be read
     */
    public JanusTransport to(URI server) throws TransportException {
        HttpClient client = client(WITH_TLS.contains(server.getScheme()));
        return server.getScheme().startsWith("ws")
                ? new WebSocketTransport(server, client, limits)
                : new LongPollTransport(server, client, apiSecret, limits, scheduler);
    }

    /** Connects directly to Janus: follows no redirect, and lets no proxy see the secrets. */
    private HttpClient.Builder direct() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limits.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY);
    }

    /** A file of certificates that cannot be read is in the way of nobody who needs none. */
    private synchronized HttpClient client(boolean tls) throws TransportException {
        if (tls && trusting == null) {
            trusting = direct().sslContext(JanusTrust.context(trust)).build();
        } else if (!tls && plain == null) {
            plain = direct().build();
        }
        return tls ? trusting : plain;
    }
}
