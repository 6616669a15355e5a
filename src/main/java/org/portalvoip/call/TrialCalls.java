package org.portalvoip.call;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.portalvoip.janus.GatewaySettings;
import org.portalvoip.parameters.VoipParameters;
import org.portalvoip.sip.Extension;

/**
 * The test calls that administrators have prepared on this node, with values that need not be saved: for each administrator
 * the last one, until it is made, and for a minute. The values stay here: the browser only says that its socket is for the
 * test call of whoever is signed in.
 */
@ApplicationScoped
public class TrialCalls {
    static final Duration VALID = Duration.ofMinutes(1);

    /**
     * What one call uses instead of what is in force.
     *
     * @param since a time of {@link #nanoTime}
     */
    record Trial(GatewaySettings settings, Extension extension, long since) {}

    @Inject
    CallSettings settings;

    LongSupplier nanoTime = System::nanoTime;

    /** By the names that callers have in the limits. */
    private final Map<String, Trial> prepared = new ConcurrentHashMap<>();

    /**
     * Lets {@code administrator} make one call with {@code values}, which must be callable.
     *
     * @throws IllegalArgumentException when the gateway cannot use these values
     */
    public void prepare(String administrator, VoipParameters values) {
        Trial trial = new Trial(settings.gateway(values), values.extension(), nanoTime.getAsLong());
        prepared.put(Caller.USER + administrator, trial);
    }

    /** What {@code caller} has prepared, once. */
    Optional<Trial> claim(Caller caller) {
        forgetOld();
        return Optional.ofNullable(prepared.remove(caller.who()));
    }

    /** Forgets what nobody wants any more. */
    void forgetOld() {
        long now = nanoTime.getAsLong();
        prepared.values().removeIf(trial -> now - trial.since() >= VALID.toNanos());
    }
}
