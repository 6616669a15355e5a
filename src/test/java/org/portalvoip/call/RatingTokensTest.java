package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call is rated by who has its token, and by nobody who only knows its id. */
class RatingTokensTest {
    private static final String CALL = "7f6a0f5e-6f9b-4a55-a5c9-0f7f0f4f7a11";

    private final RatingTokens tokens = node();

    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    private static RatingTokens node() {
        RatingTokens node = new RatingTokens();
        node.keys = NodeWithKey.none().ticketKeys(System::nanoTime);
        return node;
    }

    @Test
    void aTokenIsGoodForItsCall() {
        assertThat(tokens.call(tokens.issue(CALL))).contains(CALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", CALL, CALL + ".", CALL + ".AAAAAAAAAAAAAAAAAAAAAA", "."})
    void whatWeDidNotIssueIsNot(String text) {
        assertThat(tokens.call(text)).isEmpty();
        assertThat(tokens.call(text + "x".repeat(100_000))).isEmpty();
    }

    @Test
    void anotherCallOrAnotherKeyMakesItBad() {
        String token = tokens.issue(CALL);

        assertThat(tokens.call(token.replace('7', '8'))).isEmpty();
        assertThat(node().call(token)).isEmpty();
    }

    @Test
    void theDatabaseIsAskedTenTimesAMinute() {
        assertThat(IntStream.range(0, 30).filter(i -> tokens.mayAsk(CALL)).count())
                .isEqualTo(10);
        assertThat(tokens.mayAsk("another")).isTrue();
    }
}
