package org.portalvoip.diagnosis.connection;

import java.time.Duration;
import java.util.List;

/**
 * A step of a connection test, as far as it has got.
 *
 * @param where the address that it tries; empty if there is only one possibility
 * @param took null while it runs
 */
public record TestStep(Stage stage, String where, Duration took, List<Remark> remarks) {

    /** Whether its end is still to come. */
    public boolean isRunning() {
        return took == null;
    }

    /** The worst of what was found so far. */
    public Verdict verdict() {
        return remarks.stream()
                .map(remark -> remark.finding().verdict())
                .max(Verdict::compareTo)
                .orElse(Verdict.GOOD);
    }

    /**
     * How a whole test went. It may have failed at one address of Janus, if another one led to the end.
     *
     * @param steps at least one
     */
    static Verdict result(List<TestStep> steps) {
        TestStep last = steps.get(steps.size() - 1);
        if (last.stage().compareTo(Stage.REGISTRATION) < 0 || last.verdict() == Verdict.BAD) {
            return Verdict.BAD;
        }
        boolean perfect = steps.stream().allMatch(step -> step.verdict() == Verdict.GOOD);
        return perfect ? Verdict.GOOD : Verdict.WARNING;
    }
}
