package org.portalvoip.call;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The result of an event.
 *
 * @param call the call afterwards
 * @param effects what to do, in this order
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
