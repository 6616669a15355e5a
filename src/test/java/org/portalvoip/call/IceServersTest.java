package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.portalvoip.sip.Credential;
import org.portalvoip.start.Settings;

class IceServersTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);

    private static List<JsonObject> told(String user) {
        Settings settings = new Settings() {
            @Override
            public List<String> iceServers() {
                return List.of("stun:stun.example");
            }

            @Override
            public Optional<Turn> turn() {
                return Optional.of(new Turn(
                        List.of("turn:turn.example", "turns:turn.example:443?transport=tcp"),
                        user,
                        new Credential.Password("hush"),
                        Duration.ofHours(2)));
            }
        };
        return BrowserNews.ready(
                        new IceServers(settings, () -> NOW).forCall(),
                        "token",
                        Duration.ofSeconds(45),
                        Settings.Dtmf.AUTO,
                        Optional.empty())
                .getJsonArray("iceServers")
                .getValuesAs(JsonObject.class);
    }

    @Test
    void aStunServerHasNoCredentials() {
        assertThat(told("portal").get(0)).hasToString("{\"urls\":\"stun:stun.example\"}");
    }

    @Test
    void eachAddressOfTurnComesWithTheUserOfAllCalls() {
        assertThat(told("portal").subList(1, 3))
                .extracting(JsonObject::toString)
                .containsExactly(
                        "{\"urls\":\"turn:turn.example\",\"username\":\"portal\",\"credential\":\"hush\"}",
                        "{\"urls\":\"turns:turn.example:443?transport=tcp\",\"username\":\"portal\",\"credential\":\"hush\"}");
    }

    @Test
    void withASharedSecretEachCallHasItsOwnUserAndNobodyIsToldTheSecret() {
        List<JsonObject> one = told(null);
        List<JsonObject> other = told(null);

        assertThat(one.get(1).getString("username"))
                .startsWith("1007200:")
                .isNotEqualTo(other.get(1).getString("username"));
        assertThat(one.get(1).getString("username")).isEqualTo(one.get(2).getString("username"));
        assertThat(one.toString()).doesNotContain("hush");
    }
}
