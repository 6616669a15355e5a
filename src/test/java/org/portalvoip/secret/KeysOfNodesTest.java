package org.portalvoip.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portalvoip.secret.SealBroken.Reason;
import org.portalvoip.start.Settings;
import org.portalvoip.testing.LogCapture;

/** Where a node keeps its key, and how nodes tell whether they have the same one. */
class KeysOfNodesTest {
    @TempDir
    Path folder;

    @TempDir
    Path other;

    @Test
    void aNodeKeepsItsKeyAndIsToldToBackItUpOnce() throws SealBroken {
        try (LogCapture log = new LogCapture(KeyFile.class)) {
            KeyPrint first = box(folder).ensureKey();

            assertThat(box(folder).ensureKey()).isEqualTo(first);
            new KeyFile(folder.resolve("voip.key")).create();
            assertThat(box(folder).ensureKey()).isEqualTo(first);
            assertThat(log.messages(Level.WARNING)).singleElement().asString().contains("BACK THIS FILE UP");
        }
    }

    @Test
    void noTwoNewKeysHaveTheSameNameOrTheSamePrint() throws SealBroken {
        KeyPrint one = box(folder).ensureKey();
        KeyPrint two = box(other).ensureKey();

        assertThat(one.id()).isNotEqualTo(two.id());
        assertThat(one.fingerprint()).isNotEqualTo(two.fingerprint()).matches("[0-9a-f]{32}");
    }

    @Test
    void aCopiedFileIsTheSameKey() throws Exception {
        KeyPrint print = box(folder).ensureKey();
        assertForeign(print);

        Files.copy(folder.resolve("voip.key"), other.resolve("voip.key"), StandardCopyOption.REPLACE_EXISTING);
        box(other).check(print);
        assertThat(box(other).ensureKey()).isEqualTo(print);
    }

    @Test
    void anotherKeyOfTheSameNameIsAForeignOne() throws Exception {
        KeyPrint print = box(folder).ensureKey();
        PrivateFile.create(other.resolve("voip.key"), print.id() + " " + "A".repeat(43) + "\n");

        assertForeign(print);
    }

    @Test
    void aRotatedFileStillHasTheKeyOfTheDatabase() throws Exception {
        KeyPrint print = box(folder).ensureKey();
        Path file = folder.resolve("voip.key");
        Files.writeString(file, Files.readString(file) + "k2027 " + "A".repeat(43) + "\n");

        assertThatCode(() -> box(folder).check(print)).doesNotThrowAnyException();
        assertThat(box(folder).ensureKey().id()).isEqualTo("k2027");
    }

    @Test
    void theKeyIsInTheDataFolderUnlessASettingNamesAnotherFile() throws SealBroken {
        ofServer(Optional.empty()).ensureKey();
        assertThat(folder.resolve("voip.key")).exists();

        Path elsewhere = other.resolve("a.key");
        ofServer(Optional.of(elsewhere)).ensureKey();
        assertThat(elsewhere).exists();
    }

    private void assertForeign(KeyPrint print) throws SealBroken {
        SecretBox box = box(other);
        box.ensureKey();
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> box.check(print))
                .satisfies(broken -> assertThat(broken.reason()).isEqualTo(Reason.FOREIGN))
                .withMessageContaining(print.id());
    }

    private static SecretBox box(Path folder) {
        return new SecretBox(folder.resolve("voip.key"), folder.resolve("voip.bound"));
    }

    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    private SecretBox ofServer(Optional<Path> keyFile) {
        Settings settings = new Settings() {
            @Override
            public Path dataFolder() {
                return folder;
            }

            @Override
            public Optional<Path> keyFile() {
                return keyFile;
            }
        };
        DataFolder data = new DataFolder();
        data.settings = settings;
        return new SecretBox(data, settings);
    }
}
