package org.portalvoip.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;
import org.portalvoip.secret.Secret;

/**
 * Hashes and checks passwords: PBKDF2 with HMAC-SHA256 and 600,000 rounds, as OWASP's Password Storage Cheat Sheet
 * recommends. One hash takes about 120 ms of a core, so its user limits how often strangers can ask for one.
 */
@ApplicationScoped
class Passwords {
    private static final String ROUNDS = "600000";

    static final int SHORTEST = 12;
    static final int LONGEST = 128;

    /** The hash of no password; checking it makes an unknown name take as long as a known one. */
    private static final String DUMMY =
            "PBKDF2WithHmacSHA256:" + ROUNDS + ":" + "A".repeat(43) + "=:" + "A".repeat(43) + "=";

    @Inject
    Pbkdf2PasswordHash pbkdf2;

    @Inject
    void configure() {
        pbkdf2.initialize(Map.of(
                "Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA256",
                "Pbkdf2PasswordHash.Iterations", ROUNDS,
                "Pbkdf2PasswordHash.SaltSizeBytes", "32",
                "Pbkdf2PasswordHash.KeySizeBytes", "32"));
    }

    String hash(Secret password) {
        return pbkdf2.generate(characters(password));
    }

    /** Whether the account exists and has this password; takes the same time in either case. */
    boolean verify(Optional<Account> account, Secret password) {
        String hash = account.map(Account::passwordHash).orElse(DUMMY);
        return pbkdf2.verify(characters(password), hash) && account.isPresent();
    }

    /**
     * The key of the text that says why {@code wanted} cannot be the new password; null when it can. No kinds of
     * characters are demanded (NIST SP 800-63B, 3.1.1.2), but it must be long and hard to guess.
     */
    static String fault(String name, Secret old, Secret wanted) {
        String text = wanted.reveal();
        int length = text.codePointCount(0, text.length());
        if (length < SHORTEST) {
            return "password.short";
        }
        if (length > LONGEST) {
            return "password.long";
        }
        if (text.equalsIgnoreCase(name)) {
            return "password.name";
        }
        return wanted.equals(old) ? "password.same" : PasswordStrength.fault(name, text);
    }

    /** Normalised, because keyboards write an accented letter in either of two forms (NIST SP 800-63B). */
    private static char[] characters(Secret password) {
        return Normalizer.normalize(password.reveal(), Normalizer.Form.NFKC).toCharArray();
    }
}
