package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnCredentialsTest {

    /** The passwords are those of {@code openssl dgst -sha1 -hmac SECRET -binary | base64}. */
    @ParameterizedTest
    @CsvSource({
        "north, 1763420400, 3600, 0a1b, 1763424000:0a1b, YvtYutHL+6Zqtngsc5q2EQBGUVM=",
        "sécret €, 0.9, 86400, x, 86400:x, LFm6Ue7UWqXLqSgd7Bv5pVj25yg=",
    })
    void areMadeOfTheSecretAndTheEndOfTheirLife(
            String secret, double now, long life, String id, String user, String password) {
        Instant instant = Instant.ofEpochMilli((long) (now * 1000));

        TurnCredentials credentials = TurnCredentials.ofSecret(secret, id, instant, Duration.ofSeconds(life));

        assertThat(credentials.user()).isEqualTo(user);
        assertThat(credentials.password()).isEqualTo(password);
        assertThat(credentials.toString()).doesNotContain(user, password);
    }
}
