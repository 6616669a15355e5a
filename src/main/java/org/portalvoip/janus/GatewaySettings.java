package org.portalvoip.janus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.portalvoip.janus.transport.TransportLimits;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.TransferRule;

/**
 * Where Janus is, and what it needs from us. Any change here makes a new connection.
 *
 * @param servers addresses of the Janus API, at least one, tried in this order
 * @param apiSecret the {@code api_secret} of Janus, or null if it has none
 * @param trust certificates (PEM) to trust besides those that the JVM trusts, or null
 * @param account where all calls come from
 * @param register whether the account is really registered. False is enough to place calls, true also draws incoming
 *     calls of the account to us, which are declined
 * @param limits how long to wait, and how much to allow
 * @param queue where the telephone system says how a waiting caller stands
 * @param transfers to whom a telephone of the desk may transfer a caller
 */
public record GatewaySettings(
        List<JanusAddress> servers,
        Credential.Password apiSecret,
        Path trust,
        SipAccount account,
        boolean register,
        Limits limits,
        QueueHeaders queue,
        TransferRule transfers) {

    /** @throws IllegalArgumentException if there is no server */
    public GatewaySettings {
        servers = List.copyOf(servers);
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(transfers, "transfers");
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("There is no address of Janus");
        }
    }

    /** With the usual names of header fields, and without transfers. */
    public GatewaySettings(
            List<JanusAddress> servers,
            Credential.Password apiSecret,
            Path trust,
            SipAccount account,
            boolean register,
            Limits limits) {
        this(servers, apiSecret, trust, account, register, limits, QueueHeaders.USUAL, TransferRule.NONE);
    }

    /**
     * How long to wait, and how much to allow.
     *
     * @param connect for a connection to Janus
     * @param answer for the answer to one request, and for the rest of a message once its first byte has come
     * @param register for the SIP server's answer to a registration; Janus itself waits up to 32 s
     * @param keepalive between two keepalives; must be well below the {@code session_timeout} of Janus (60 s)
     * @param lookup between two checks whether the SIP server's name has another address
     * @param pendingLines how many lines may be opened at the same time
     * @param messageLength characters of the longest message that is read
     */
    public record Limits(
            Duration connect,
            Duration answer,
            Duration register,
            Duration keepalive,
            Duration lookup,
            int pendingLines,
            int messageLength) {

        /** What suits a Janus in the same network. */
        public static final Limits DEFAULT = new Limits(
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(30),
                100,
                256 * 1024);

        TransportLimits ofTransport() {
            return new TransportLimits(connect, answer, messageLength);
        }
    }
}
