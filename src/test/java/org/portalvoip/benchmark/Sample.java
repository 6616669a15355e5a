package org.portalvoip.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measured values of one kind. */
final class Sample {
    private final List<Double> values = new ArrayList<>();

    synchronized void add(double value) {
        values.add(value);
    }

    synchronized int size() {
        return values.size();
    }

    synchronized double sum() {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The smallest value that {@code percent} of all values do not exceed. */
    double percentile(double percent) {
        double[] sorted = sorted();
        return sorted[(int) Math.ceil(sorted.length * percent / 100) - 1];
    }

    /** Smallest to largest. */
    String spread() {
        double[] sorted = sorted();
        return Report.number(sorted[0]) + " to " + Report.number(sorted[sorted.length - 1]);
    }

    private synchronized double[] sorted() {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
