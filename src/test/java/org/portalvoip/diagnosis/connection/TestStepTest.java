package org.portalvoip.diagnosis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestStepTest {

    private static TestStep step(Stage stage, Finding finding) {
        return new TestStep(stage, "", Duration.ZERO, List.of(new Remark(finding, List.of(), "")));
    }

    @Test
    void aTestThatStopsBeforeTheRegistrationHasFailed() {
        assertThat(TestStep.result(List.of(step(Stage.LINE, Finding.LINE_OPEN))))
                .isEqualTo(Verdict.BAD);
    }

    @Test
    void aTestThatFailsAtOneOfTwoAddressesIsNotPerfect() {
        assertThat(TestStep.result(
                        List.of(step(Stage.TCP, Finding.TCP_REFUSED), step(Stage.REGISTRATION, Finding.REGISTERED))))
                .isEqualTo(Verdict.WARNING);
    }

    @Test
    void theTelephoneHasTheLastWord() {
        TestStep registered = step(Stage.REGISTRATION, Finding.REGISTERED);
        assertThat(TestStep.result(List.of(registered, step(Stage.RING, Finding.RANG))))
                .isEqualTo(Verdict.GOOD);
        assertThat(TestStep.result(List.of(registered, step(Stage.RING, Finding.RING_UNKNOWN))))
                .isEqualTo(Verdict.BAD);
    }

    @Test
    void aStepIsAsGoodAsTheWorstThatWasFound() {
        TestStep step = new TestStep(
                Stage.JANUS,
                "",
                null,
                List.of(new Remark(Finding.JANUS_ANSWERS, List.of(), ""), new Remark(Finding.IN_CLEAR, List.of(), "")));
        assertThat(step.verdict()).isEqualTo(Verdict.WARNING);
        assertThat(step.isRunning()).isTrue();
    }
}
