package org.portalvoip.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalvoip.start.Settings;
import org.portalvoip.testing.LogCapture;

class DataFolderTest {
    @TempDir
    Path parent;

    @Test
    void aMissingFolderIsMadeForItsOwnerAloneAndLeftEmpty() throws IOException {
        Path folder = parent.resolve("srv/voip");
        DataFolder data = at(folder);

        data.prepare();

        assertThat(rights(folder)).isEqualTo("rwx------");
        assertThat(folder).isEmptyDirectory();
        assertThat(data.file("voip.key")).isEqualTo(folder.resolve("voip.key"));
    }

    @ParameterizedTest
    @CsvSource({"rwxr-xr-x, rwx------, 0", "rwxrwxrwx, rwxrwxrwx, 1"})
    void anExistingFolderIsClosedOrNamedInTheLog(String before, String after, int warnings) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("voip"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(before));
        try (LogCapture log = new LogCapture(DataFolder.class)) {
            at(folder).prepare();

            assertThat(rights(folder)).isEqualTo(after);
            assertThat(log.messages(Level.WARNING)).hasSize(warnings).allMatch(text -> text.contains("chmod 700"));
        }
    }

    @Test
    void whatCannotBeAFolderIsNamedWithItsRemedy() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatIOException()
                .isThrownBy(at(file)::prepare)
                .withMessageContaining(file.toString())
                .withMessageContaining("voip.data-dir");
    }

    private static String rights(Path folder) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    }

    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    private static DataFolder at(Path folder) {
        DataFolder data = new DataFolder();
        data.settings = new Settings() {
            @Override
            public Path dataFolder() {
                return folder;
            }
        };
        return data;
    }
}
