package org.portalvoip.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.secret.SealBroken.Reason;

/** Longer than 200 lines, because everything that a seal is bound to can be changed, and is. */
class SecretBoxTest {
    private static final Secret SECRET = new Secret("s3cret-ñ-🎧");
    private static final Binding PLACE =
            new Binding(328, Arrays.asList("wss://janus.example", "pbx.example", null, "goofy"), 7);

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
        assertThat(box.open(PLACE, seal(box, new Secret(text)))).isEqualTo(new Secret(text));
    }

    @Test
    void thePayloadShowsNothingAndIsNeverTheSame() throws SealBroken {
        SecretBox box = box();
        Set<String> payloads = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            payloads.add(seal(box, SECRET));
        }
        assertThat(payloads).hasSize(100).allMatch(payload -> payload.startsWith("v2:"));
        assertThat(payloads).noneMatch(payload -> payload.contains("s3cret"));
    }

    @Test
    void everySingleBitFlipIsRefused() throws SealBroken {
        SecretBox box = box();
        for (String text : new String[] {"", "a", "ab", "abc"}) {
            String payload = seal(box, new Secret(text));
            for (int bit = 0; bit < payload.length() * 7; bit++) {
                String flipped = flip(payload, bit);
                assertThatExceptionOfType(SealBroken.class)
                        .as("bit %d of %s", bit, payload)
                        .isThrownBy(() -> box.open(PLACE, flipped));
            }
        }
    }

    static List<Binding> otherPlaces() {
        List<String> values = PLACE.values();
        List<Binding> others = new ArrayList<>(List.of(
                new Binding(327, values, 7),
                new Binding(328, values, 6),
                new Binding(328, values, 8),
                new Binding(328, List.of(), 7),
                new Binding(328, Arrays.asList("wss://janus.example", "pbx.example", "goofy", null), 7),
                new Binding(328, Arrays.asList("wss://janus.example:10.pbx.example", null, null, "goofy"), 7)));
        for (int i = 0; i < values.size(); i++) {
            for (String other : Arrays.asList("x", "", null)) {
                List<String> changed = new ArrayList<>(values);
                changed.set(i, other);
                if (!changed.equals(values)) {
                    others.add(new Binding(328, changed, 7));
                }
            }
        }
        return others;
    }

    @ParameterizedTest
    @MethodSource("otherPlaces")
    void aPayloadOpensForItsOwnPlaceOnly(Binding other) throws SealBroken {
        SecretBox box = box();
        String payload = seal(box, SECRET);
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> box.open(other, payload))
                .withMessageContaining(String.valueOf(other.parameter()))
                .withMessageContaining("enter it again")
                .withMessageNotContaining(SECRET.reveal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "secret", "v1:::", "v1:k:short:x", "v2:k:AAAAAAAAAAAAAAAA:AAAA", "v1:k:AAAAAAAAAAAAAAAA:A"})
    void whatIsNoPayloadIsRefused(String garbage) {
        assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> box().open(PLACE, garbage));
    }

    @Test
    void theFirstStartMakesAKeyForItsOwnerAlone() throws IOException, SealBroken {
        box().ensureKey();
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
        String payload = seal(box(), SECRET);
        assertThat(box().open(PLACE, payload)).isEqualTo(SECRET);
    }

    @Test
    void theNewestKeySealsAndTheOlderOnesStillOpen() throws SealBroken, IOException {
        String old = seal(box(), SECRET);
        Files.writeString(keyFile, Files.readString(keyFile) + "k2027 " + "A".repeat(43) + "\n");

        SecretBox rotated = box();
        assertThat(seal(rotated, SECRET)).startsWith("v2:k2027:");
        assertThat(rotated.open(PLACE, old)).isEqualTo(SECRET);
    }

    @Test
    void aLostKeyIsSaidAndNotReplacedUnlessSomebodyAsks() throws SealBroken, IOException {
        SecretBox box = box();
        String orphan = seal(box, SECRET);
        Files.delete(keyFile);

        assertBroken(Reason.MISSING, () -> box.open(PLACE, orphan));
        assertThat(keyFile).doesNotExist();

        assertThat(box.open(PLACE, seal(box, SECRET))).isEqualTo(SECRET);
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> box.open(PLACE, orphan))
                .withMessageContaining(orphan.substring(3, 11))
                .withMessageContaining("backup");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw--w----", "rw-----w-"})
    void aKeyFileThatOthersHaveRightsToIsRefusedAlsoBehindALink(String rights) throws SealBroken, IOException {
        SecretBox box = box();
        String payload = seal(box, SECRET);
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString(rights));
        Path link = Files.createSymbolicLink(folder.resolve("link"), keyFile);
        SecretBox behind = new SecretBox(link, folder.resolve("voip.bound"));

        for (SecretBox each : List.of(box, behind)) {
            assertThatExceptionOfType(SealBroken.class)
                    .isThrownBy(() -> each.open(PLACE, payload))
                    .withMessageContaining("chmod 600")
                    .withMessageContaining(keyFile.toString());
            assertBroken(Reason.EXPOSED, each::ensureKey);
            assertBroken(Reason.EXPOSED, () -> each.seal(PLACE, SECRET));
        }

        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        assertThat(behind.open(PLACE, payload)).isEqualTo(SECRET);
    }

    @Test
    void eachChangeOfTheKeyFileChangesTheStamp() throws SealBroken, IOException {
        SecretBox box = box();
        Set<String> stamps = new HashSet<>(List.of(box.stamp()));
        box.ensureKey();
        stamps.add(box.stamp());
        String own = Files.readString(keyFile);
        Files.writeString(keyFile, own + "k2027 " + "A".repeat(43) + "\n");
        stamps.add(box.stamp());
        Files.writeString(keyFile, own + "k2027 " + "B".repeat(42) + "A\n");
        stamps.add(box.stamp());
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r--r--"));
        stamps.add(box.stamp());
        assertThat(stamps).hasSize(5).noneMatch(stamp -> stamp.contains("AAAAAAAA") || stamp.contains("BBBBBBBB"));

        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(keyFile, "\uFEFF" + own.replace("\n", "\r\n") + "\r\n# a comment");
        assertThat(stamps).contains(box.stamp());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "k1 tooShort\n", "garbage"})
    void aGarbledKeyFileIsNamedWithItsRemedyAndHealsWithoutRestart(String text) throws SealBroken, IOException {
        String payload = seal(box(), SECRET);
        String good = Files.readString(keyFile);
        Files.writeString(keyFile, text);

        SecretBox box = box();
        assertThatExceptionOfType(SealBroken.class).isThrownBy(box::ensureKey);
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> box.open(PLACE, payload))
                .withMessageContaining(keyFile.toString())
                .withMessageContaining("backup");

        Files.writeString(keyFile, good);
        assertThat(box.open(PLACE, payload)).isEqualTo(SECRET);
    }

    @Test
    void twoKeysOfOneNameAreRefused() throws IOException {
        Files.createDirectories(keyFile.getParent());
        PrivateFile.create(keyFile, ("k1 " + "A".repeat(43) + "\n").repeat(2));
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> seal(box(), SECRET))
                .withMessageContaining("line 2");
    }

    @Test
    void aFolderInPlaceOfTheKeyFileIsRefusedWithARemedy() throws IOException {
        Files.createDirectories(keyFile);
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> seal(box(), SECRET))
                .withMessageContaining("voip.key-file");
    }

    private SecretBox box() {
        return new SecretBox(keyFile, folder.resolve("voip.bound"));
    }

    /** What a save does where the first start has made the key. */
    private static String seal(SecretBox box, Secret secret) throws SealBroken {
        box.ensureKey();
        return box.seal(PLACE, secret).payload();
    }

    private static void assertBroken(Reason reason, ThrowingCallable use) {
        assertThatExceptionOfType(SealBroken.class).isThrownBy(use).satisfies(broken -> assertThat(broken.reason())
                .isEqualTo(reason));
    }

    private static String flip(String payload, int bit) {
        StringBuilder flipped = new StringBuilder(payload);
        flipped.setCharAt(bit / 7, (char) (payload.charAt(bit / 7) ^ (1 << bit % 7)));
        return flipped.toString();
    }

    @Test
    void theRightKeyFileIsReadWithoutRestartInThePlaceOfAnother() throws SealBroken, IOException {
        String payload = seal(box(), SECRET);
        String right = Files.readString(keyFile);
        Files.delete(keyFile);
        SecretBox box = box();
        box.ensureKey();
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> box.open(PLACE, payload))
                .withMessageContaining("not in the key file");

        Files.writeString(keyFile, right);
        assertThat(box.open(PLACE, payload)).isEqualTo(SECRET);
    }
}
