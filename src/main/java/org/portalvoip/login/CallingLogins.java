package org.portalvoip.login;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.portalvoip.start.Settings;
import org.portalvoip.web.CallerLogin;

/**
 * The logins that have opened calls which must end at the logout, and when the account has another password. That is
 * looked up twice a second, because it may have been changed on another node. For a call with which another node has gone on,
 * that node looks, too. At the logout, the server itself closes the sockets of the session (Jakarta WebSocket 2.1, section
 * 7.2), but a browser comes back to a call that has lost its socket.
 */
@ApplicationScoped
class CallingLogins {
    private static final Logger LOG = System.getLogger(CallingLogins.class.getName());
    private static final int MILLIS_BETWEEN_LOOKS = 500;
    private static final int MOST = 1000;
    private static final Duration TO_OPEN_A_CALL = Duration.ofMinutes(1);
    /** A call that was being opened at that moment is ended by the repetition. */
    private static final long REPEATED_FOR = Duration.ofSeconds(10).toNanos();

    private final Accounts accounts;
    private final Event<CallerLogin.Ended> ends;

    @Resource
    ManagedScheduledExecutorService scheduler;

    /** A login whose calls must end with it; {@code since} is a time of {@link System#nanoTime}. */
    private record Watched(SignedIn user, long since) {}

    /** Guarded by itself, as {@link #ended} is by it. */
    private final Map<String, Watched> watched = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Watched> eldest) {
            return size() > MOST;
        }
    };

    /** After this time no call is left that a login has opened. */
    private final Duration longestCall;

    /** When, by {@link System#nanoTime}. */
    private final Map<String, Long> ended = new HashMap<>();

    private ScheduledFuture<?> looks;

    @Inject
    CallingLogins(Accounts accounts, Event<CallerLogin.Ended> ends, Settings settings) {
        this(accounts, ends, settings.maxDuration().plus(settings.ringTimeout()).plus(TO_OPEN_A_CALL));
    }

    CallingLogins(Accounts accounts, Event<CallerLogin.Ended> ends, Duration longestCall) {
        this.accounts = accounts;
        this.ends = ends;
        this.longestCall = longestCall;
    }

    /** For the CDI proxy only. */
    protected CallingLogins() {
        this(null, null, Duration.ZERO);
    }

    @PostConstruct
    void start() {
        looks = scheduler.scheduleWithFixedDelay(
                this::look, MILLIS_BETWEEN_LOOKS, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        looks.cancel(false);
    }

    /** From now on, and for as long as one can last, the calls of the login {@code id} end with it. */
    void watch(String id, SignedIn user) {
        synchronized (watched) {
            watched.put(id, new Watched(user, System.nanoTime()));
        }
    }

    /** Watches the login of a call that another node has had. */
    void goesOn(@Observes CallerLogin.GoesOn call) {
        SignedIn.ofLogin(call.id()).ifPresent(user -> watch(call.id(), user));
    }

    /** Ends the calls of the login {@code id}, because its user signs out. */
    void signOut(String id) {
        end(id);
        tellEnds();
    }

    private void end(String id) {
        synchronized (watched) {
            if (watched.remove(id) != null) {
                ended.put(id, System.nanoTime());
            }
        }
    }

    void look() {
        try {
            checkAccounts();
        } catch (EJBException e) {
            LOG.log(Level.DEBUG, "The database is away; a new password shows when it is back", e);
        }
        tellEnds();
    }

    /** Asks the database once for each user, however many logins they have. */
    private void checkAccounts() {
        Map<String, SignedIn> all = new HashMap<>();
        synchronized (watched) {
            watched.values().removeIf(one -> System.nanoTime() - one.since() > longestCall.toNanos());
            watched.forEach((id, one) -> all.put(id, one.user()));
        }
        for (SignedIn user : Set.copyOf(all.values())) {
            if (!accounts.current(user)) {
                all.forEach((id, other) -> {
                    if (other.equals(user)) {
                        end(id);
                    }
                });
            }
        }
    }

    private void tellEnds() {
        List<String> ids;
        synchronized (watched) {
            ended.values().removeIf(since -> System.nanoTime() - since > REPEATED_FOR);
            ids = List.copyOf(ended.keySet());
        }
        try {
            ids.forEach(id -> ends.fire(new CallerLogin.Ended(id)));
        } catch (RuntimeException e) {
            // Thrown on, it would end these looks for good.
            LOG.log(Level.WARNING, "A login that has ended may still have a call", e);
        }
    }
}
