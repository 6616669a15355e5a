package org.portalvoip.call;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What an event makes of a call.
 *
 * @param call as it stands now
 * @param effects what has to be done, in this order
 */
record Step(Call call, List<CallEffect> effects) {
    static Step of(Call call, CallEffect... effects) {
        return new Step(call, List.of(effects));
    }

    /** This step and then another one. */
    Step then(Function<Call, Step> next) {
        Step second = next.apply(call);
        List<CallEffect> all = new ArrayList<>(effects);
        all.addAll(second.effects);
        return new Step(second.call, List.copyOf(all));
    }
}
