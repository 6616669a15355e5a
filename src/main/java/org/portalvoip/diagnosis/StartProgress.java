package org.portalvoip.diagnosis;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;

/** What keeps this node from having started, as the start tells it. */
@ApplicationScoped
public class StartProgress {
    private volatile Map<String, String> failures = Map.of("start", "it goes on");

    /** What has failed, by step, with a sentence in English for the administrator; empty when this node has started. */
    public Map<String, String> failures() {
        return failures;
    }

    /** Says what has failed up to now, and will be tried again. */
    public void set(Map<String, String> failuresByStep) {
        failures = Map.copyOf(new TreeMap<>(failuresByStep));
    }
}
