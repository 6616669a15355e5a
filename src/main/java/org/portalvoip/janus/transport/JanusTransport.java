package org.portalvoip.janus.transport;

import java.util.concurrent.CompletionStage;

/** A connection to one Janus server: carries text both ways and knows nothing of what it says. */
public interface JanusTransport {

    /** Where a transport delivers. */
    interface Receiver {

        /**
         * What came, in the order in which Janus sent it; one message, or an array of them.
         *
         * @param session whose it is as far as the transport knows, 0 if it does not
         */
        void received(long session, String text);

        /** What came for this session may have been lost on the way; more will come. */
        void missed(long session);

        /**
         * Nothing more will come for this session, or for all if it is 0. Called at most once for each, and not after
         * {@link #ignore} and {@link #close()}.
         */
        void lost(long session, TransportException reason);
    }

    /**
     * Connects, if there is something to connect. Called once, before anything else.
     *
     * @return fails with what {@link TransportException#from} understands
     */
    CompletionStage<Void> open(Receiver receiver);

    /** Sends a request that is addressed to no session, such as the one that creates it; otherwise as {@link #send}. */
    CompletionStage<Void> sendToRoot(long session, String json);

    /** Whether Janus ties sessions to this connection, so that with it they are lost, or have to be claimed on another. */
    boolean bindsSessions();

    /** From now on the session's events are delivered. Janus must know it. */
    void listen(long session);

    /** Nothing more is delivered for this session. */
    void ignore(long session);

    /**
     * Sends one request. Requests of one session arrive in the order of these calls. The stage only says that the
     * request was sent, or why not ({@link TransportException#from}); the answer goes to the {@link Receiver}.
     *
     * @param handle id of the handle, 0 if the request is not about one
     */
    CompletionStage<Void> send(long session, long handle, String json);

    /** Closes the connection. May be called more than once. */
    void close();
}
