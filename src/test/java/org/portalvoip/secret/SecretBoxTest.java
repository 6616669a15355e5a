package org.portalvoip.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {
    private static final Secret SECRET = new Secret("s3cret-ñ-🎧");

    @TempDir
    Path folder;

    private Path keyFile;

    @BeforeEach
    void keyFileIsNotThereYet() {
        keyFile = folder.resolve("data").resolve("voip.key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "**********", "ñandú 🎧", "with:colon\"quote"})
    void whatWasSealedOpens(String text) throws SealBroken {
        SecretBox box = box();
        assertThat(box.open(328, box.seal(328, new Secret(text)))).isEqualTo(new Secret(text));
    }

    @Test
    void thePayloadShowsNothingAndIsNeverTheSame() throws SealBroken {
        SecretBox box = box();
        Set<String> payloads = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            payloads.add(box.seal(328, SECRET));
        }
        assertThat(payloads).hasSize(100).allMatch(payload -> payload.startsWith("v1:"));
        assertThat(payloads).noneMatch(payload -> payload.contains("s3cret"));
    }

    @Test
    void everySingleBitFlipIsRefused() throws SealBroken {
        SecretBox box = box();
        for (String text : new String[] {"", "a", "ab", "abc"}) {
            String payload = box.seal(328, new Secret(text));
            for (int bit = 0; bit < payload.length() * 7; bit++) {
                String flipped = flip(payload, bit);
                assertThatExceptionOfType(SealBroken.class)
                        .as("bit %d of %s", bit, payload)
                        .isThrownBy(() -> box.open(328, flipped));
            }
        }
    }

    @Test
    void aPayloadOpensForItsOwnParameterOnly() throws SealBroken {
        SecretBox box = box();
        String payload = box.seal(328, SECRET);
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> box.open(327, payload))
                .withMessageContaining("327")
                .withMessageContaining("enter it again")
                .withMessageNotContaining(SECRET.reveal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "secret", "v1:::", "v1:k:short:x", "v2:k:AAAAAAAAAAAAAAAA:AAAA", "v1:k:AAAAAAAAAAAAAAAA:A"})
    void whatIsNoPayloadIsRefused(String garbage) {
        assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> box().open(328, garbage));
    }

    @Test
    void theFirstStartMakesAKeyForItsOwnerAlone() throws IOException, SealBroken {
        box().prepare();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile.getParent())))
                .isEqualTo("rwx------");
        try (var files = Files.list(keyFile.getParent())) {
            assertThat(files).containsExactly(keyFile);
        }
    }

    @Test
    void aRestartOpensWhatWasSealedBefore() throws SealBroken {
        String payload = box().seal(328, SECRET);
        assertThat(box().open(328, payload)).isEqualTo(SECRET);
    }

    @Test
    void theNewestKeySealsAndTheOlderOnesStillOpen() throws SealBroken, IOException {
        String old = box().seal(328, SECRET);
        Files.writeString(keyFile, Files.readString(keyFile) + "k2027 " + "A".repeat(43) + "\n");

        SecretBox rotated = box();
        assertThat(rotated.seal(328, SECRET)).startsWith("v1:k2027:");
        assertThat(rotated.open(328, old)).isEqualTo(SECRET);
    }

    @Test
    void aLostKeyIsReplacedAndTheOldPayloadNamesIt() throws SealBroken, IOException {
        String orphan = box().seal(328, SECRET);
        Files.delete(keyFile);

        SecretBox box = box();
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> box.open(328, orphan))
                .withMessageContaining(orphan.substring(3, 11))
                .withMessageContaining("backup");
        assertThat(box.open(328, box.seal(328, SECRET))).isEqualTo(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "k1 tooShort\n", "garbage"})
    void aGarbledKeyFileIsNamedWithItsRemedyAndHealsWithoutRestart(String text) throws SealBroken, IOException {
        String payload = box().seal(328, SECRET);
        String good = Files.readString(keyFile);
        Files.writeString(keyFile, text);

        SecretBox box = box();
        assertThatExceptionOfType(SealBroken.class).isThrownBy(box::prepare);
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> box.open(328, payload))
                .withMessageContaining(keyFile.toString())
                .withMessageContaining("backup");

        Files.writeString(keyFile, good);
        assertThat(box.open(328, payload)).isEqualTo(SECRET);
    }

    @Test
    void twoKeysOfOneNameAreRefused() throws IOException {
        Files.createDirectories(keyFile.getParent());
        Files.writeString(keyFile, ("k1 " + "A".repeat(43) + "\n").repeat(2));
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> box().seal(328, SECRET))
                .withMessageContaining("line 2");
    }

    @Test
    void aFolderInPlaceOfTheKeyFileIsRefusedWithARemedy() throws IOException {
        Files.createDirectories(keyFile);
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> box().seal(328, SECRET))
                .withMessageContaining("voip.key-file");
    }

    private SecretBox box() {
        return new SecretBox(new Keyset(keyFile));
    }

    private static String flip(String payload, int bit) {
        StringBuilder flipped = new StringBuilder(payload);
        flipped.setCharAt(bit / 7, (char) (payload.charAt(bit / 7) ^ (1 << bit % 7)));
        return flipped.toString();
    }

    @Test
    void theRightKeyFileIsReadWithoutRestartInThePlaceOfAnother() throws SealBroken, IOException {
        String payload = box().seal(328, SECRET);
        String right = Files.readString(keyFile);
        Files.delete(keyFile);
        SecretBox box = box();
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> box.open(328, payload))
                .withMessageContaining("not in the key file");

        Files.writeString(keyFile, right);
        assertThat(box.open(328, payload)).isEqualTo(SECRET);
    }
}
