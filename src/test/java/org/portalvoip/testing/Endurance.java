package org.portalvoip.testing;

/** How often a test repeats itself to be more reliable: in full in the stage {@code .ci/run long}, otherwise less often. */
public final class Endurance {
    /** The system property that is {@code true} in that stage. */
    public static final String IN_FULL = "voip.test.endurance";

    private static final int EVERY_DAY = 10;

    private Endurance() {}

    /** {@code full} in that stage, otherwise a tenth of it. */
    public static int of(int full) {
        return of(full, full / EVERY_DAY);
    }

    /** {@code full} in that stage, otherwise {@code everyDay}, for what takes long each time. */
    public static int of(int full, int everyDay) {
        return Boolean.getBoolean(IN_FULL) ? full : everyDay;
    }
}
