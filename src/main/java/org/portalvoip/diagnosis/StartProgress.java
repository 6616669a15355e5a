package org.portalvoip.diagnosis;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The steps of the start that have succeeded or failed so far, as the start reports them. */
@ApplicationScoped
public class StartProgress {
    private volatile List<String> done = List.of();
    private volatile Map<String, String> failures = Map.of("start", "it is still in progress");

    /** The steps that have succeeded, in that order. */
    public List<String> done() {
        return done;
    }

    /** A sentence in English for the administrator by failed step; empty once this node has started. */
    public Map<String, String> failures() {
        return failures;
    }

    /** Replaces what was reported before; all failed steps will be tried again. */
    public void set(Collection<String> stepsDone, Map<String, String> failuresByStep) {
        done = List.copyOf(stepsDone);
        failures = Map.copyOf(new TreeMap<>(failuresByStep));
    }
}
