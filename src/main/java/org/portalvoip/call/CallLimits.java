package org.portalvoip.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.portalvoip.web.ClientNetwork;

/**
 * Limits the simultaneous calls, of all, of each caller and of each network, and how often each of them may ring. What
 * other nodes do counts as far as {@link #countElsewhere} and {@link #rangElsewhere} have told.
 * The second half of the lines, and of the rings of a minute, is for networks that have few or none of them, so that a
 * few networks cannot take all. Times are measured from any fixed moment, by a clock that never goes back.
 */
final class CallLimits {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** How long a network must not have rung to count as new. */
    private static final Duration LATELY = Duration.ofMinutes(5);
    /** How much more a network may call than one caller. */
    private static final long CALLERS_OF_A_NETWORK = 3;
    /** How much more a site of IPv6 may have than one network of it. */
    private static final long NETWORKS_OF_A_SITE = 2;

    private static final String ALL = "all";
    /** More than any network lets through in the half second between two times. */
    private static final int MOST_RINGS_TO_TELL = 10_000;

    /**
     * The numbers of the settings.
     *
     * @param calls simultaneous
     * @param perCaller simultaneous of one caller
     * @param perNetwork simultaneous from one network
     * @param perMinute how often one caller may ring
     * @param rings how often all callers together may ring in a minute
     */
    record Most(int calls, int perCaller, int perNetwork, int perMinute, int rings) {}

    private final Most most;
    private final Map<Object, Integer> running = new HashMap<>();
    private final Rate<String> callers;
    private final Rate<ClientNetwork> networks;
    private final Rate<ClientNetwork> sites;
    private final Rate<ClientNetwork> newcomers = new Rate<>(1, LATELY);
    private final Rate<String> ringsForAll;
    private final Rate<String> ringsForNewcomers;
    private int total;
    /** As {@link #running}, of the other nodes. */
    private Map<Object, Integer> elsewhere = new HashMap<>();

    private int totalElsewhere;
    /** Who has rung here, for the other nodes to know. */
    private List<Caller> rung = new ArrayList<>();

    CallLimits(Most most) {
        this.most = most;
        long perNetwork = CALLERS_OF_A_NETWORK * most.perMinute();
        callers = new Rate<>(most.perMinute(), MINUTE);
        networks = new Rate<>(perNetwork, MINUTE);
        sites = new Rate<>(NETWORKS_OF_A_SITE * perNetwork, MINUTE);
        ringsForAll = new Rate<>((most.rings() + 1L) / 2, MINUTE);
        ringsForNewcomers = new Rate<>(most.rings() / 2, MINUTE);
    }

    /** Counts one more call of {@code caller}, or returns why it is refused; what was counted must be released. */
    synchronized Optional<EndReason> acquire(Caller caller, Duration now) {
        Optional<EndReason> refusal = noLine(caller).or(() -> tooOften(caller, now));
        if (refusal.isEmpty()) {
            count(caller);
            if (rung.size() < MOST_RINGS_TO_TELL) {
                rung.add(caller);
            }
        }
        return refusal;
    }

    /** Who has rung on this node since the last time. */
    synchronized List<Caller> takeRings() {
        List<Caller> taken = rung;
        rung = new ArrayList<>();
        return taken;
    }

    /** From now on these calls of other nodes count, and no others. */
    synchronized void countElsewhere(Map<Caller, Integer> calls) {
        Map<Object, Integer> counts = new HashMap<>();
        calls.forEach((caller, n) -> keysOf(caller).forEach((key, limit) -> counts.merge(key, n, Integer::sum)));
        elsewhere = counts;
        totalElsewhere = calls.values().stream().mapToInt(n -> n).sum();
    }

    /** {@code caller} has rung on another node. */
    synchronized void rangElsewhere(Caller caller, Duration now) {
        ClientNetwork site = caller.network().wider();
        take(caller, site, ringsFor(site, now), now);
    }

    /** Counts one more call of {@code caller} that another node had until now, and one less there; never refused. */
    synchronized void adopt(Caller caller) {
        count(caller);
        if (elsewhere.containsKey(caller.who())) {
            totalElsewhere--;
            uncount(elsewhere, caller);
        }
    }

    private void count(Caller caller) {
        total++;
        keysOf(caller).forEach((key, limit) -> running.merge(key, 1, Integer::sum));
    }

    /** Gives back what {@link #acquire} counted. */
    synchronized void release(Caller caller) {
        total--;
        uncount(running, caller);
    }

    private void uncount(Map<Object, Integer> counts, Caller caller) {
        keysOf(caller).forEach((key, limit) -> counts.computeIfPresent(key, (same, n) -> n == 1 ? null : n - 1));
    }

    synchronized int total() {
        return total;
    }

    private Optional<EndReason> noLine(Caller caller) {
        int all = total + totalElsewhere;
        if (all >= most.calls()) {
            return Optional.of(EndReason.ALL_LINES_BUSY);
        } else if (running(caller.who()) >= most.perCaller()) {
            return Optional.of(EndReason.TOO_MANY);
        }
        boolean full = keysOf(caller).entrySet().stream().anyMatch(key -> running(key.getKey()) >= key.getValue());
        boolean scarce = all >= (most.calls() + 1) / 2;
        boolean hasSome = running(site(caller)) >= most.perCaller();
        return full || (scarce && hasSome) ? Optional.of(EndReason.TOO_MANY_HERE) : Optional.empty();
    }

    private Optional<EndReason> tooOften(Caller caller, Duration now) {
        ClientNetwork site = caller.network().wider();
        Rate<String> rings = ringsFor(site, now);
        if (!callers.allows(caller.who(), now)) {
            return Optional.of(EndReason.TOO_FAST);
        } else if (!networks.allows(caller.network(), now) || !sites.allows(site, now)) {
            return Optional.of(EndReason.TOO_MANY_HERE);
        } else if (!rings.allows(ALL, now)) {
            return Optional.of(EndReason.RUSH);
        }
        take(caller, site, rings, now);
        return Optional.empty();
    }

    private Rate<String> ringsFor(ClientNetwork site, Duration now) {
        return newcomers.allows(site, now) && !ringsForAll.allows(ALL, now) ? ringsForNewcomers : ringsForAll;
    }

    private void take(Caller caller, ClientNetwork site, Rate<String> rings, Duration now) {
        callers.take(caller.who(), now);
        networks.take(caller.network(), now);
        sites.take(site, now);
        newcomers.take(site, now);
        rings.take(ALL, now);
    }

    private int running(Object key) {
        return running.getOrDefault(key, 0) + elsewhere.getOrDefault(key, 0);
    }

    /** Everything that a call of {@code caller} counts for, and how many it may have. */
    private Map<Object, Long> keysOf(Caller caller) {
        return Map.of(
                caller.who(), (long) most.perCaller(),
                caller.network(), (long) most.perNetwork(),
                site(caller), NETWORKS_OF_A_SITE * most.perNetwork());
    }

    /** Not equal to a network, which for IPv4 is the same. */
    private static Object site(Caller caller) {
        return Optional.of(caller.network().wider());
    }
}
