package org.portalvoip.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {

    private static final String HASH = "a24165cdc6c5fac474273e34523d1f64";

    @Test
    void anHa1IsTheMd5OfUserRealmAndPassword() {
        assertThat(Credential.Ha1.of("goofy", "127.0.0.1", "lab-secret")).isEqualTo(new Credential.Ha1(HASH));
    }

    @Test
    void anHa1IsKeptInLowerCase() {
        assertThat(new Credential.Ha1(HASH.toUpperCase(java.util.Locale.ROOT)).hash())
                .isEqualTo(HASH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a24165cdc6c5fac474273e34523d1f6", "g24165cdc6c5fac474273e34523d1f64", "lab-secret"})
    void whatIsNoHashIsRefused(String hash) {
        assertThatThrownBy(() -> new Credential.Ha1(hash)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\r", "a\nb", "\0"})
    void whatIsNoPasswordIsRefused(String secret) {
        assertThatThrownBy(() -> new Credential.Password(secret)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Credential> secrets() {
        return Stream.of(new Credential.Password("canary"), new Credential.Ha1(HASH));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void noCredentialShows(Credential credential) {
        SipAccount account = new SipAccount(
                new SipUser("goofy"),
                new SipHost("h"),
                new SipPort(5061),
                new SipRoute(SipRoute.Transport.UDP),
                credential);

        assertThat(account.toString()).doesNotContain("canary", HASH);
    }
}
