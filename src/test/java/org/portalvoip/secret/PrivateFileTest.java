package org.portalvoip.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateFileTest {
    @TempDir
    Path folder;

    @Test
    void ofTwoWritersTheFirstWins() throws IOException {
        Path file = folder.resolve("file");
        assertThat(PrivateFile.create(file, "first")).isTrue();
        assertThat(PrivateFile.create(file, "second")).isFalse();
        assertThat(file).hasContent("first");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void aReplacedFileIsForItsOwnerAloneWhateverItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(PrivateFile.exposed(file)).isTrue();

        PrivateFile.replace(file, "new");
        assertThat(file).hasContent("new");
        assertThat(PrivateFile.exposed(file)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"rwxr-xr-x, rwx------", "rwxrwxr-x, rwx------", "rwx------, rwx------", "rwxrwxrwx, rwxrwxrwx"})
    void aFolderIsClosedToOthersUnlessAllMayWriteToIt(String before, String after) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(before));

        assertThat(PrivateFile.close(folder)).isEqualTo(after.equals("rwx------"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo(after);
    }

    @Test
    void withoutHardLinksOneWriterWins(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("key");
        assertThat(PrivateFile.createInPlace(file, "first")).isTrue();
        assertThat(PrivateFile.createInPlace(file, "second")).isFalse();
        assertThat(file).hasContent("first");
        assertThat(PrivateFile.exposed(file)).isFalse();
    }

    /** As on Windows' network shares; a zip file has neither hard links nor modes. */
    @Test
    void aFileSystemWithoutLinksAndModesKeepsTheFirstTextToo() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("zip"), Map.of("create", "true"))) {
            Path file = zip.getPath("/data/key");
            assertThat(PrivateFile.create(file, "first")).isTrue();
            assertThat(PrivateFile.create(file, "second")).isFalse();

            assertThat(Files.readString(file)).isEqualTo("first");
            assertThat(PrivateFile.exposed(file)).isFalse();
            assertThat(PrivateFile.close(file.getParent())).isTrue();
            try (var files = Files.list(file.getParent())) {
                assertThat(files).containsExactly(file);
            }
        }
    }
}
