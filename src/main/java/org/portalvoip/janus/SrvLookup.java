package org.portalvoip.janus;

import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.spi.NamingManager;
import org.portalvoip.sip.SrvRecord;

/** Asks the name servers of this machine for SRV records, by the DNS client of the JDK. */
final class SrvLookup {
    private static final String TYPE = "SRV";

    /** Each name server is asked twice, for one second and then for two. */
    @SuppressWarnings("JdkObsolete") // JNDI takes no other map
    private static final Hashtable<String, String> LIMITS = new Hashtable<>(
            Map.of("com.sun.jndi.dns.timeout.initial", "1000", "com.sun.jndi.dns.timeout.retries", "2"));

    private SrvLookup() {}

    /** See {@link NameLookup#serversOf}. */
    @SuppressWarnings("BanJNDI") // the scheme is ours, the name is a checked host, and a DNS record is text
    static List<SrvRecord> of(String service) throws UnknownHostException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Servers hide the JDK's client from applications, and WildFly puts its own in front of an InitialContext.
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            DirContext dns = (DirContext) NamingManager.getURLContext("dns", LIMITS);
            return records(
                    dns.getAttributes("dns:///" + service, new String[] {TYPE}).get(TYPE));
        } catch (NameNotFoundException noSuchService) {
            return List.of();
        } catch (NamingException | IllegalArgumentException e) {
            UnknownHostException failure = new UnknownHostException(service);
            failure.initCause(e);
            throw failure;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static List<SrvRecord> records(Attribute found) throws NamingException {
        List<SrvRecord> records = new ArrayList<>();
        if (found != null) {
            for (Object record : Collections.list(found.getAll())) {
                records.add(SrvRecord.parse(record.toString()));
            }
        }
        return records;
    }
}
