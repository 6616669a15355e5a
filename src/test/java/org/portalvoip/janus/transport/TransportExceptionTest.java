package org.portalvoip.janus.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.portalvoip.janus.transport.TransportException.Kind;

class TransportExceptionTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException(), Kind.UNREACHABLE),
                Arguments.of(
                        new ConnectException().initCause(new UnresolvedAddressException()), Kind.NAME_NOT_RESOLVED),
                Arguments.of(new HttpConnectTimeoutException("timed out"), Kind.NO_ANSWER),
                Arguments.of(new SSLHandshakeException("PKIX path building failed"), Kind.UNTRUSTED),
                Arguments.of(new IOException("reset"), Kind.UNREACHABLE),
                Arguments.of(new IllegalStateException("bug"), Kind.UNREACHABLE),
                Arguments.of(new TransportException(Kind.TOO_LARGE, "too long"), Kind.TOO_LARGE));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureHasAName(Throwable failure, Kind kind) {
        assertThat(TransportException.from(failure).kind()).isEqualTo(kind);
        assertThat(TransportException.from(new CompletionException(new CompletionException(failure)))
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void aBrokenConnectionIsToldFromOneThatWasNeverMade() {
        Throwable reset = new ConnectException().initCause(new SocketException("reset"));

        assertThat(TransportException.from(new IOException("reset")).isBrokenConnection())
                .isTrue();
        assertThat(TransportException.from(reset).isBrokenConnection()).isTrue();
        assertThat(TransportException.from(new ConnectException()).isBrokenConnection())
                .isFalse();
        assertThat(TransportException.from(new HttpConnectTimeoutException("x")).isBrokenConnection())
                .isFalse();
    }
}
