package org.portalvoip.start;

import java.util.Set;

/**
 * One step of the start.
 *
 * @param name for the log and for monitors
 * @param needs the steps without which it makes no sense
 * @param action does it; what it throws is told, and it is tried again
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
