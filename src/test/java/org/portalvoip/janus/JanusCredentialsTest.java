package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.janus.JanusCredentials.Fault;
import org.portalvoip.sip.Credential;

/** The limits as observed with Janus 1.1.2 and a SIP server whose realm is not the domain. */
class JanusCredentialsTest {
    private static final Credential HA1 = new Credential.Ha1("a24165cdc6c5fac474273e34523d1f64");

    @ParameterizedTest
    @ValueSource(strings = {"a:b", ":ab", "ab:", "a:\"b"})
    void aSecretWithAColonIsCutThere(String secret) {
        assertThat(JanusCredentials.fault("goofy", "asterisk", new Credential.Password(secret)))
                .contains(Fault.COLON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a\\b", "\"ab\"", " ab ", "contraseña€", "😀", "HA1+x", "%41"})
    void anythingElseReachesTheServer(String secret) {
        assertThat(JanusCredentials.fault("goofy", "asterisk", new Credential.Password(secret)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"p,99", "ñ,49", "😀,24"})
    void aSecretHas99BytesAtMost(String character, int times) {
        assertThat(JanusCredentials.fault("g", "r", new Credential.Password(character.repeat(times))))
                .isEmpty();
        assertThat(JanusCredentials.fault("g", "r", new Credential.Password(character.repeat(times + 1))))
                .contains(Fault.SECRET);
    }

    @Test
    void allTogetherHas255BytesAtMost() {
        var secret = new Credential.Password("p".repeat(99));
        assertThat(JanusCredentials.fault("u".repeat(99), "r".repeat(46), secret))
                .isEmpty();
        assertThat(JanusCredentials.fault("u".repeat(99), "r".repeat(47), secret))
                .contains(Fault.LINE);
        assertThat(JanusCredentials.fault("u".repeat(99), "r".repeat(105), HA1)).isEmpty();
        assertThat(JanusCredentials.fault("u".repeat(99), "r".repeat(106), HA1)).contains(Fault.LINE);
    }

    @Test
    void aGuestHasNothingToHandOn() {
        assertThat(JanusCredentials.fault("u".repeat(99), "r".repeat(253), new Credential.Guest()))
                .isEmpty();
    }
}
