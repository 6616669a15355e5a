package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.portalvoip.janus.JanusException.Kind;

class JanusExceptionTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException(), Kind.UNREACHABLE),
                Arguments.of(new SSLHandshakeException("PKIX path building failed"), Kind.UNTRUSTED),
                Arguments.of(new IllegalStateException("bug"), Kind.UNREACHABLE),
                Arguments.of(new JanusException(Kind.OFF, "off"), Kind.OFF));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureHasAName(Throwable failure, Kind kind) {
        assertThat(JanusException.from(failure).kind()).isEqualTo(kind);
        assertThat(JanusException.from(new CompletionException(new CompletionException(failure)))
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void theFarSidesWordsCannotForgeALogLine() {
        JanusException failure = new JanusException(Kind.REFUSED, 446, "Invalid user\r\nINFO: all is well\n");

        assertThat(failure).hasMessage("Invalid user INFO: all is well");
        assertThat(new JanusException(Kind.REFUSED, "x".repeat(5000)).getMessage())
                .hasSize(300);
        assertThat(failure.summary()).isEqualTo("REFUSED 446: Invalid user INFO: all is well");
    }
}
