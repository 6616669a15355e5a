package org.portalvoip.janus;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipHost;
import org.portalvoip.sip.SipPort;
import org.portalvoip.sip.SipTarget;
import org.portalvoip.sip.SrvRecord;

/** Finds the SIP servers that the name of an account's SIP server stands for (RFC 3263), because Janus must not look up names. */
public final class SipDirectory {
    private static final Logger LOG = System.getLogger(SipDirectory.class.getName());

    private final NameLookup names;

    /** Asks the name service of this machine. */
    public SipDirectory() {
        this(InetAddress::getAllByName);
    }

    SipDirectory(NameLookup names) {
        this.names = names;
    }

    /**
     * All places where the SIP server is, in the order in which they are to be tried. Without SRV records these are the
     * addresses of the name, at the port that the account or the proxy has. May block for some seconds.
     *
     * @return at least one
     * @throws UnknownHostException if there is none; its message is the name that the name service does not know
     */
    public List<SipTarget> targetsOf(SipAccount account) throws UnknownHostException {
        SipHost host = account.server().host();
        if (!account.route().srv() || host.isAddress()) {
            return addresses(host.name(), account.server().port()).toList();
        }
        String service = account.route().transport().serviceOf(host);
        List<SrvRecord> records = names.serversOf(service);
        return records.isEmpty()
                ? addresses(host.name(), account.server().port()).toList()
                : listed(service, records);
    }

    /**
     * Whether the name service says anything about a name, be it that there is none: looking for addresses, Java does not tell
     * this from a name service that is silent. May block for some seconds.
     */
    public boolean isTold(String name) {
        try {
            names.serversOf(name);
            return true;
        } catch (UnknownHostException silent) {
            return false;
        }
    }

    private List<SipTarget> listed(String service, List<SrvRecord> records) throws UnknownHostException {
        List<SipTarget> targets = new ArrayList<>();
        for (SrvRecord record : SrvRecord.inOrder(records, ThreadLocalRandom.current())) {
            if (record.isServer()) {
                try {
                    addresses(record.host(), new SipPort(record.port())).forEach(targets::add);
                } catch (UnknownHostException gone) {
                    LOG.log(Level.DEBUG, "A server of " + service + " has no address; the others may", gone);
                }
            }
        }
        if (targets.isEmpty()) {
            throw new UnknownHostException(service);
        }
        return targets.stream().distinct().toList();
    }

    private Stream<SipTarget> addresses(String host, SipPort port) throws UnknownHostException {
        return Stream.of(names.addressesOf(host)).map(address -> new SipTarget(address, port));
    }
}
