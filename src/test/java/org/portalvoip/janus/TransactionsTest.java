package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.janus.JanusMessage.Ack;
import org.portalvoip.janus.Transactions.Reception;

class TransactionsTest {

    private static final Duration LIMIT = Duration.ofNanos(100);
    private static final JanusMessage ANSWER = new Ack("t1");

    private final Transactions transactions = new Transactions();

    private CompletableFuture<JanusMessage> ask(long now) {
        return transactions.expect("t1", now, LIMIT);
    }

    private static Kind failure(CompletableFuture<JanusMessage> answer) {
        return JanusException.from(answer.handle((message, failure) -> failure).join())
                .kind();
    }

    @Test
    void anAnswerEndsIt() {
        CompletableFuture<JanusMessage> answer = ask(1000);

        assertThat(transactions.settle("t1", ANSWER)).isEqualTo(Reception.AWAITED);
        assertThat(answer).isCompletedWithValue(ANSWER);
    }

    @Test
    void aSecondAnswerIsNotAsked() {
        var answer = ask(1000);
        transactions.settle("t1", ANSWER);

        assertThat(transactions.settle("t1", ANSWER)).isEqualTo(Reception.UNASKED);
        assertThat(transactions.settle(null, ANSWER)).isEqualTo(Reception.UNASKED);
        assertThat(answer).isCompleted();
    }

    @Test
    void whoeverNoLongerWaitsLearnsNothing() {
        CompletableFuture<JanusMessage> answer = ask(1000);
        transactions.forget("t1");

        assertThat(transactions.settle("t1", ANSWER)).isEqualTo(Reception.UNASKED);
        assertThat(answer).isNotDone();
    }

    @Test
    void aFailureEndsIt() {
        CompletableFuture<JanusMessage> answer = ask(1000);
        transactions.fail("t1", new JanusException(Kind.UNREACHABLE, "gone"));

        assertThat(failure(answer)).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void timeEndsItAndNobodyWaitsForALateAnswer() {
        CompletableFuture<JanusMessage> answer = ask(1000);
        transactions.expire(1099, 1050);
        assertThat(answer).isNotDone();
        transactions.expire(1100, 1050);

        assertThat(failure(answer)).isEqualTo(Kind.NO_ANSWER);
        assertThat(transactions.settle("t1", ANSWER)).isEqualTo(Reception.UNASKED);
    }

    @Test
    void itIsSilenceIfNothingWasHeardSince() {
        var answer = ask(1000);

        assertThat(transactions.expire(1100, 999)).isTrue();
        assertThat(answer)
                .as("whoever asks again at once must not ask the silent one")
                .isNotDone();
    }

    @Test
    void itIsNoSilenceIfSomethingElseWasHeard() {
        var answer = ask(1000);

        assertThat(transactions.expire(1100, 1001)).isFalse();
        assertThat(answer).isDone();
    }

    @Test
    void closingEndsAllNowAndLater() {
        CompletableFuture<JanusMessage> before = ask(1000);
        transactions.close(new JanusException(Kind.ENDED_BY_JANUS, "over"));
        CompletableFuture<JanusMessage> after = ask(1000);

        assertThat(failure(before)).isEqualTo(Kind.ENDED_BY_JANUS);
        assertThat(failure(after)).isEqualTo(Kind.ENDED_BY_JANUS);
    }
}
