package org.portalvoip.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.secret.Secret;

/** Which new passwords are taken, and what is said about the others. */
class PasswordsTest {
    private static final Secret OLD = new Secret("the oldest river stone");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "four quiet rivers run north",
                "contraseña con ñ y 🎧",
                "kiosko verde nubes patín",
                "Xk9#mQ2v!pLz",
                "7f3a91bc04de",
                "senha nenhuma dura chuva"
            })
    void whatIsHardToGuessIsTakenWhateverItConsistsOf(String wanted) {
        assertThat(fault(wanted)).isNull();
    }

    @Test
    void charactersAreCountedAndNotTheirUnits() {
        assertThat(fault("🎧".repeat(11))).isEqualTo("password.short");
        assertThat(fault("🎧".repeat(12))).isNotEqualTo("password.short");
        assertThat(fault("🎧".repeat(128))).isNotEqualTo("password.long");
    }

    @Test
    void elevenAreTooFewAnd129TooMany() {
        assertThat(fault("Xk9#mQ2v!pL")).isEqualTo("password.short");
        assertThat(fault("")).isEqualTo("password.short");
        assertThat(fault("Xk9#mQ2v!pLz" + "a".repeat(116))).isNull();
        assertThat(fault("Xk9#mQ2v!pLz" + "a".repeat(117))).isEqualTo("password.long");
    }

    @Test
    void neitherTheUserNameNorTheOldPasswordWillDo() {
        assertThat(Passwords.fault("administrator", OLD, new Secret("Administrator")))
                .isEqualTo("password.name");
        assertThat(fault(OLD.reveal())).isEqualTo("password.same");
    }

    @ParameterizedTest
    @CsvSource({
        "passwordpassword, password.pattern",
        "123456789012,     password.pattern",
        "aaaaaaaaaaaa,     password.pattern",
        "abcdefghijkl,     password.pattern",
        "qwertyuiop12,     password.pattern",
        "qwertyuiopasdf,   password.pattern",
        "administrator1,   password.common",
        "Administrador1,   password.common",
        "P@ssw0rd1234,     password.common",
        "helpdeskvoip,     password.common",
        "adminadminadmin,  password.pattern"
    })
    void whatAttackersTryFirstIsRefusedInEveryLanguage(String wanted, String text) {
        assertThat(fault(wanted)).isIn(text, "password.common", "password.pattern", "password.guessable");
        for (Locale language : Languages.ALL) {
            assertThatCode(() -> Texts.of(language, fault(wanted))).doesNotThrowAnyException();
        }
    }

    @Test
    void theLongestPasswordIsJudgedInATimeThatNobodyNotices() {
        long begun = System.nanoTime();
        fault("p4ssw0rd".repeat(16));
        assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
    }

    /** Otherwise the time would tell which names exist. */
    @Test
    @SuppressWarnings("UnnecessaryAssignment") // there is no container
    void anUnknownNameCostsAHashOfTheSameRounds() {
        Passwords passwords = new Passwords();
        Hashes hashes = new Hashes();
        passwords.pbkdf2 = hashes;
        passwords.configure();

        assertThat(passwords.verify(Optional.of(new Account("ana", "her hash")), OLD))
                .isTrue();
        assertThat(passwords.verify(Optional.empty(), OLD)).isFalse();

        assertThat(hashes.checked).hasSize(2).startsWith("her hash");
        assertThat(hashes.checked.get(1).split(":"))
                .startsWith(
                        hashes.costs.get("Pbkdf2PasswordHash.Algorithm"),
                        hashes.costs.get("Pbkdf2PasswordHash.Iterations"))
                .hasSize(4);
    }

    /** Remembers what was asked, and finds every password right. */
    private static final class Hashes implements Pbkdf2PasswordHash {
        private final List<String> checked = new ArrayList<>();
        private Map<String, String> costs = Map.of();

        @Override
        public void initialize(Map<String, String> parameters) {
            costs = parameters;
        }

        @Override
        public String generate(char[] password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean verify(char[] password, String hash) {
            return checked.add(hash);
        }
    }

    private static String fault(String wanted) {
        return Passwords.fault("admin", OLD, new Secret(wanted));
    }
}
