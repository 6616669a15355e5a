package org.portalvoip.call;

import java.time.Duration;

/**
 * A call that runs on one of the nodes, as administrators see it.
 *
 * @param id of the call, as in the log
 * @param node the id of the node that has it
 * @param age since the opening
 * @param spoken since the answer, null before
 * @param caller the name that the portal gives, else that of the sign-in, else a shortened address
 */
public record RunningCall(String id, String node, CallState phase, Duration age, Duration spoken, String caller) {}
