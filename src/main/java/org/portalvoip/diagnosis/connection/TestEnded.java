package org.portalvoip.diagnosis.connection;

/** The test ends before its last step. */
final class TestEnded extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Finding finding;

    TestEnded(Finding finding) {
        this.finding = finding;
    }

    Finding finding() {
        return finding;
    }
}
