package org.portalvoip.janus.transport;

import java.util.concurrent.CompletionStage;

/** A connection to one Janus server: carries text both ways and knows nothing of what it says. */
public interface JanusTransport {

    /** Where a transport delivers. */
    interface Receiver {

        /** What came, in the order in which Janus sent it; one message, or an array of them. */
        void received(String text);

        /** Nothing more will come. Called at most once, and not after {@link JanusTransport#close()}. */
        void lost(TransportException reason);
    }

    /**
     * Connects, if there is something to connect. Called once, before anything else.
     *
     * @return fails with what {@link TransportException#from} understands
     */
    CompletionStage<Void> open(Receiver receiver);

    /**
     * Sends one request. Requests of one handle arrive in the order of these calls. The stage only says that the
     * request was sent, or why not ({@link TransportException#from}); the answer goes to the {@link Receiver}.
     *
     * @param session id of the session, 0 before there is one
     * @param handle id of the handle, 0 if the request is not about one
     */
    CompletionStage<Void> send(long session, long handle, String json);

    /** Closes the connection. May be called more than once. */
    void close();
}
