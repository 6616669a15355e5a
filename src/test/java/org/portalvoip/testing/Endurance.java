package org.portalvoip.testing;

/** How often a test repeats itself that gets surer by it: in full in the stage {@code .ci/run long}, else less. */
public final class Endurance {
    private static final int EVERY_DAY = 10;

    private Endurance() {}

    /** {@code full}, or a tenth of it on every other day. */
    public static int of(int full) {
        return Boolean.getBoolean("voip.test.endurance") ? full : full / EVERY_DAY;
    }
}
