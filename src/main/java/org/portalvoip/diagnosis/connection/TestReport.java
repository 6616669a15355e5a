package org.portalvoip.diagnosis.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a connection test has found so far: its thread writes, and pages read at any time. */
final class TestReport {
    private final List<TestStep> ended = new ArrayList<>();
    private Stage stage;
    private String where;
    private long begun;
    private List<Remark> remarks;
    private boolean finished;

    /** Begins a step; the one before ends. */
    synchronized void begin(Stage next, Object place) {
        endStep();
        stage = next;
        where = place.toString();
        begun = System.nanoTime();
        remarks = new ArrayList<>();
    }

    /** Adds to the step that runs. */
    synchronized void found(Finding finding, String words, Object... arguments) {
        List<String> texts = List.of(arguments).stream().map(Object::toString).toList();
        remarks.add(new Remark(finding, texts, words == null ? "" : words));
    }

    /** Nothing more will come. */
    synchronized void finish() {
        endStep();
        finished = true;
    }

    private void endStep() {
        if (stage != null) {
            ended.add(running(Duration.ofNanos(System.nanoTime() - begun)));
            stage = null;
        }
    }

    private TestStep running(Duration took) {
        return new TestStep(stage, where, took, List.copyOf(remarks));
    }

    synchronized boolean isFinished() {
        return finished;
    }

    /** All steps begun so far, in order. */
    synchronized List<TestStep> steps() {
        List<TestStep> steps = new ArrayList<>(ended);
        if (stage != null) {
            steps.add(running(null));
        }
        return steps;
    }
}
