package org.portalvoip.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.portalvoip.secret.Secret;

class PasswordsTest {
    private static final Secret OLD = new Secret("the old password");

    @Test
    void twelveTo128CharactersOfAnyKindWillDo() {
        assertThat(fault("aaaaaaaaaaaa")).isNull();
        assertThat(fault("correct horse battery staple")).isNull();
        assertThat(fault("a".repeat(128))).isNull();
    }

    @Test
    void charactersAreCountedAndNotTheirUnits() {
        assertThat(fault("🎧".repeat(12))).isNull();
        assertThat(fault("🎧".repeat(11))).isEqualTo("password.short");
        assertThat(fault("🎧".repeat(128))).isNull();
    }

    @Test
    void elevenAreTooFewAnd129TooMany() {
        assertThat(fault("a".repeat(11))).isEqualTo("password.short");
        assertThat(fault("a".repeat(129))).isEqualTo("password.long");
        assertThat(fault("")).isEqualTo("password.short");
    }

    @Test
    void neitherTheUserNameNorTheOldPasswordWillDo() {
        assertThat(Passwords.fault("administrator", OLD, new Secret("Administrator")))
                .isEqualTo("password.name");
        assertThat(fault(OLD.reveal())).isEqualTo("password.same");
    }

    private static String fault(String wanted) {
        return Passwords.fault("admin", OLD, new Secret(wanted));
    }
}
