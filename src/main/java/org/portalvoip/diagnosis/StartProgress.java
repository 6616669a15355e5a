package org.portalvoip.diagnosis;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;

/** The steps of the start that have failed so far, as the start reports them. */
@ApplicationScoped
public class StartProgress {
    private volatile Map<String, String> failures = Map.of("start", "it is still in progress");

    /** A sentence in English for the administrator by failed step; empty once this node has started. */
    public Map<String, String> failures() {
        return failures;
    }

    /** Replaces the failures; all of these steps will be tried again. */
    public void set(Map<String, String> failuresByStep) {
        failures = Map.copyOf(new TreeMap<>(failuresByStep));
    }
}
