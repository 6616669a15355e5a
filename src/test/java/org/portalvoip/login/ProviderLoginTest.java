package org.portalvoip.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portalvoip.login.oidc.Flow;
import org.portalvoip.login.oidc.Provider;
import org.portalvoip.login.oidc.SignInRefused;
import org.portalvoip.login.oidc.SignInRefused.Reason;

/** Who may ask the provider, and how often. */
class ProviderLoginTest {
    private static final String GOOD = "good";

    private final ProviderLogin login = new ProviderLogin();
    private final Counting provider = new Counting();

    /** A provider that knows one code, and counts how often it is asked. */
    private static final class Counting extends Provider {
        private int asked;
        private Reason refusal = Reason.OVER;

        @Override
        public String administrator(Flow flow, String code, String back) throws SignInRefused {
            asked++;
            if (!code.equals(GOOD)) {
                throw new SignInRefused(refusal, "no such code");
            }
            return "somebody";
        }
    }

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    void furnish() {
        login.provider = provider;
        login.throttle = new LoginThrottle();
    }

    /** The name, or why there is none. */
    private String come(String code, String from) {
        try {
            return login.administrator(Flow.begin(""), code, "https://portal.example/voip/login/oidc", from);
        } catch (SignInRefused e) {
            return e.reason().name();
        }
    }

    @Test
    void codesOfOnesOwnInventionReachTheProviderFiveTimes() {
        for (int i = 0; i < 1000; i++) {
            come("invented " + i, "192.0.2.1");
        }

        assertThat(provider.asked).isEqualTo(LoginThrottle.FREE_PER_NAME);
        assertThat(come(GOOD, "192.0.2.1")).isEqualTo("CROWD");
        assertThat(come(GOOD, "192.0.2.2")).isEqualTo("somebody");
    }

    @Test
    void howeverManySignInNobodyWaits() {
        for (int i = 0; i < 100; i++) {
            assertThat(come(GOOD, null)).isEqualTo("somebody");
        }
    }

    @Test
    void whoIsKnownButHasNotTheRoleHasGuessedNothing() {
        provider.refusal = Reason.ROLE;
        for (int i = 0; i < 100; i++) {
            assertThat(come("of another", "192.0.2.1")).isEqualTo("ROLE");
        }
    }
}
