package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.portalvoip.sip.Credential;

class GatewaySettingsTest {

    private static GatewaySettings settings(String... servers) {
        return new GatewaySettings(
                Stream.of(servers).map(JanusAddress::parse).toList(),
                new Credential.Password("api-canary"),
                null,
                GatewayLab.account("127.0.0.1", new Credential.Password("sip-canary")),
                false,
                GatewaySettings.Limits.DEFAULT);
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
