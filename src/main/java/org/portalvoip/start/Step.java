package org.portalvoip.start;

import java.util.Set;

/**
 * One step of the start.
 *
 * @param name for the log and for monitors
 * @param needs the names of the steps that must succeed first
 * @param action does the work; if it throws, the failure is reported and the step tried again
 */
record Step(String name, Set<String> needs, Action action) {
    /** What a step does. */
    interface Action {
        void run() throws Exception;
    }

    static Step of(String name, Action action, String... needs) {
        return new Step(name, Set.of(needs), action);
    }
}
