package org.portalvoip.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.sip.Credential;
import org.portalvoip.start.Settings;
import org.portalvoip.testing.FakeRequest;

/** Whom the metrics are shown. */
class MetricsReadersTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final MetricsReaders readers = new MetricsReaders();
    private Credential.Password token;

    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    MetricsReadersTest() {
        readers.settings = new Settings() {
            @Override
            public Optional<Credential.Password> metricsToken() {
                return Optional.ofNullable(token);
            }
        };
    }

    private boolean mayRead(String... headers) {
        return readers.mayRead(FakeRequest.to("GET", "/metrics", headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
    void aProgramOnThisMachineMay(String address) {
        assertThat(mayRead("address", address, "User-Agent", "Prometheus/2.42.0"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.1",
                "::2",
                "10.0.0.1",
                "",
                "localhost",
                "127.0.0.1.example.org",
                "x127.0.0.1",
                "::ffff:10.0.0.1"
            })
    void nobodyElseMay(String address) {
        assertThat(mayRead("address", address)).isFalse();
    }

    /** Whatever such a request says about its client, it has come from somewhere else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For",
                "x-forwarded-proto",
                "Forwarded",
                "Via",
                "Proxy-ip",
                "X-Real-IP",
                "Proxy-Connection"
            })
    void aProxyOnThisMachineMayNot(String header) {
        assertThat(mayRead("address", "127.0.0.1", header, "127.0.0.1")).isFalse();
    }

    @Test
    void withATokenOnlyTheTokenCountsFromWhereverItComes() {
        token = new Credential.Password(TOKEN);

        assertThat(mayRead("Authorization", "Bearer " + TOKEN)).isTrue();
        assertThat(mayRead("Authorization", "bearer " + TOKEN, "Via", "1.1 proxy"))
                .isTrue();
        assertThat(mayRead("Authorization", "Bearer " + TOKEN + "x")).isFalse();
        assertThat(mayRead("Authorization", "Bearer ")).isFalse();
        assertThat(mayRead("Authorization", TOKEN)).isFalse();
        assertThat(mayRead("Authorization", "Basic " + TOKEN)).isFalse();
        assertThat(mayRead("address", "127.0.0.1")).isFalse();
    }
}
