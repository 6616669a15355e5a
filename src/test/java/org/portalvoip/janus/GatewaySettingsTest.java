package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.sip.Credential;

class GatewaySettingsTest {

    private static GatewaySettings settings(String... servers) {
        return new GatewaySettings(
                Stream.of(servers).map(URI::create).toList(),
                new Credential.Secret("api-canary"),
                null,
                GatewayLab.account("127.0.0.1", new Credential.Secret("sip-canary")),
                false,
                GatewaySettings.Limits.DEFAULT);
    }

    @Test
    void theFourSchemesAreTaken() {
        List<URI> servers = settings("ws://h:8188", "WSS://h:8989/", "http://h:8088/janus", "https://[::1]:8089/janus")
                .servers();

        assertThat(servers).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://h/", "h:8188", "/janus", "http:///janus", "http://user@h/", "http://h/?a=b", "http://h/#a"
            })
    void anythingElseIsRefused(String server) {
        assertThatThrownBy(() -> settings(server)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thereMustBeAServer() {
        assertThatThrownBy(() -> settings()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noSecretShows() {
        assertThat(settings("ws://h").toString()).doesNotContain("canary");
    }
}
