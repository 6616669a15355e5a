package org.portalvoip.sip;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One server of a service, as the DNS lists it (RFC 2782).
 *
 * @param priority 0 to 65535; a server is asked only when those with a smaller number fail
 * @param weight 0 to 65535; the share of the requests among servers of the same priority
 * @param port of the service, 0 to 65535
 * @param host name of the server, without a dot at its end; empty if the domain says that it has no such service
 */
public record SrvRecord(int priority, int weight, int port, String host) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,5}) ([0-9]{1,5}) ([0-9]{1,5}) (\\S{1,255})");

    /**
     * Parses the text of a record: {@code 10 60 5060 sip1.example.org.}
     *
     * @throws IllegalArgumentException if it is none
     */
    public static SrvRecord parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Not an SRV record");
        }
        String host = parts.group(4);
        return new SrvRecord(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
    }

    /** Whether there is a server at all. */
    public boolean isServer() {
        return !host.isEmpty() && port > 0;
    }

    /** The order in which the servers are tried: by priority, and at random by weight where that is the same. */
    public static List<SrvRecord> inOrder(Collection<SrvRecord> records, RandomGenerator random) {
        List<SrvRecord> left = new ArrayList<>(records);
        // Those of weight 0 come first, so that chance finds them, too, if seldom.
        left.sort(Comparator.comparingInt(SrvRecord::priority).thenComparingInt(record -> Math.min(record.weight, 1)));
        List<SrvRecord> order = new ArrayList<>();
        while (!left.isEmpty()) {
            order.add(left.remove(chosen(left, random)));
        }
        return List.copyOf(order);
    }

    /** An index within the first priority. */
    private static int chosen(List<SrvRecord> records, RandomGenerator random) {
        int priority = records.get(0).priority;
        int sum = records.stream()
                .filter(record -> record.priority == priority)
                .mapToInt(SrvRecord::weight)
                .sum();
        int chance = random.nextInt(sum + 1);
        int index = 0;
        for (int reached = records.get(0).weight; reached < chance; reached += records.get(index).weight) {
            index++;
        }
        return index;
    }
}
