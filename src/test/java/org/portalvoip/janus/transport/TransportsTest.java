package org.portalvoip.janus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportsTest {
    private static final Path NO_CERTIFICATES = Path.of("pom.xml");
    private static final Duration MOMENT = Duration.ofMillis(100);

    @AutoClose("shutdownNow")
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    private final Transports transports =
            new Transports(new TransportLimits(MOMENT, MOMENT, 1024), NO_CERTIFICATES, null, scheduler);

    @ParameterizedTest
    @ValueSource(strings = {"ws://janus.example", "http://janus.example/janus"})
    void whatNeedsNoCertificatesDoesNotReadThem(String server) throws TransportException {
        assertThat(transports.to(URI.create(server))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wss://janus.example", "https://janus.example/janus"})
    void whoseCertificatesCannotBeReadTrustsNobody(String server) {
        assertThatThrownBy(() -> transports.to(URI.create(server)))
                .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(TransportException.Kind.UNTRUSTED));
    }
}
