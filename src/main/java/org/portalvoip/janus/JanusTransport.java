package org.portalvoip.janus;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

/** A way to one Janus: carries text both ways and knows nothing of what it says. Used for one session only. */
interface JanusTransport {

    /** Where a transport delivers. */
    interface Receiver {

        /** What came, in the order in which Janus sent it; one message or an array of them. */
        void received(String text);

        /** Nothing more will come. Told at most once, and not after {@link JanusTransport#close()}. */
        void lost(JanusException reason);
    }

    /** The transport that the scheme of {@code server} asks for. */
    static JanusTransport to(
            URI server, HttpClient client, GatewaySettings settings, ScheduledExecutorService scheduler) {
        return server.getScheme().toLowerCase(Locale.ROOT).startsWith("ws")
                ? new WebSocketTransport(server, client, settings.limits())
                : new LongPollTransport(server, client, settings, scheduler);
    }

    /** Connects, if there is something to connect. Called once, before anything else. */
    CompletionStage<Void> open(Receiver receiver);

    /**
     * Sends one request. Requests of one handle arrive in the order of these calls. The stage only tells that it was
     * sent: the answer comes to the {@link Receiver}.
     *
     * @param session id of the session, 0 before there is one
     * @param handle id of the handle, 0 if the request is not about one
     */
    CompletionStage<Void> send(long session, long handle, String json);

    /** Lets go of the connection. May be called more than once. */
    void close();
}
