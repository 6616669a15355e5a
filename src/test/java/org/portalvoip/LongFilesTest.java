package org.portalvoip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever writes a long file says in its first comment why it is one thing. */
class LongFilesTest {
    private static final int LINES = 200;
    private static final String REASON = "Longer than " + LINES + " lines";

    static List<Path> longFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().matches(".*\\.(java|js)"))
                    .filter(file -> lines(file).size() > LINES)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("longFiles")
    void saysWhyItIsOneThing(Path file) {
        String beginning = String.join(" ", lines(file)).replace(" * ", " ").replaceAll(" +", " ");

        assertThat(beginning.substring(0, beginning.indexOf("*/"))).contains(REASON);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
