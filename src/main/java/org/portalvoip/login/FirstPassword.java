package org.portalvoip.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.stream.Collectors;
import org.portalvoip.secret.DataFolder;
import org.portalvoip.secret.PrivateFile;
import org.portalvoip.secret.Secret;

/** The random password of the first account, and the file {@code first-password} that only its owner can read. */
@ApplicationScoped
class FirstPassword {
    private static final Logger LOG = System.getLogger(FirstPassword.class.getName());

    /** Without 0, O, 1, l and I, because somebody will copy it from a terminal by hand. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 24;

    @Inject
    DataFolder data;

    static Secret random() {
        return new Secret(new SecureRandom()
                .ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(i -> ALPHABET.substring(i, i + 1))
                .collect(Collectors.joining()));
    }

    Path file() {
        return data.file("first-password");
    }

    boolean isWritten() {
        return Files.exists(file());
    }

    void write(Secret password) {
        try {
            PrivateFile.replace(file(), password.reveal() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file() + " cannot be written", e);
        }
    }

    /** Deletes the file when its password is no longer valid. */
    void delete() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Delete the file " + file() + " by hand: its password is no longer valid", e);
        }
    }
}
