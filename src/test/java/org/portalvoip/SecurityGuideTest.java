package org.portalvoip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on security names tests that exist, and says of each goal whether it holds. */
class SecurityGuideTest {
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))`");
    private static final Pattern GOAL = Pattern.compile("(?m)^\\| (R[0-9]+) \\| [^|]+ \\| [^|]+ \\| [^|]*\\|$");
    private static final int GOALS = 20;

    private final String guide = read();

    private static String read() {
        try {
            return Files.readString(Path.of("src/site/markdown/security.md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void eachTestThatItNamesExists() throws IOException {
        Set<String> named = TEST.matcher(guide)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            Set<String> written = files.map(
                            file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
                    .collect(Collectors.toSet());
            assertThat(named).isNotEmpty().isSubsetOf(written);
        }
    }

    @Test
    void itSpeaksOfEachGoal() {
        assertThat(GOAL.matcher(guide).results().map((MatchResult goal) -> goal.group(1)))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, GOALS).mapToObj(i -> "R" + i).toList());
    }
}
