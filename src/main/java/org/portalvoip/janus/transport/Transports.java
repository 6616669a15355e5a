package org.portalvoip.janus.transport;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import org.portalvoip.sip.Credential;

/** Makes the transport that an address of Janus asks for; all of them share one HTTP client. */
public final class Transports {

    private final TransportLimits limits;
    private final Path trust;
    private final Credential.Password apiSecret;
    private final ScheduledExecutorService scheduler;
    private HttpClient client;

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
     * @throws TransportException if the trusted certificates cannot be read
     */
    public JanusTransport to(URI server) throws TransportException {
        return server.getScheme().startsWith("ws")
                ? new WebSocketTransport(server, client(), limits)
                : new LongPollTransport(server, client(), apiSecret, limits, scheduler);
    }

    /** Connects directly to Janus: follows no redirect, and lets no proxy see the secrets. */
    private synchronized HttpClient client() throws TransportException {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(limits.connect())
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .sslContext(JanusTrust.context(trust))
                    .build();
        }
        return client;
    }
}
