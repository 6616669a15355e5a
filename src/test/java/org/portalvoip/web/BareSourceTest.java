package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BareSourceTest {
    @Test
    void commentsAndIndentationAreLeftOut() {
        String source = """
                /**
                 * What it is.
                 */
                const address = 'http://a'; // stays, because its line is no comment

                  // surprising
                  if (true) call(/* nobody */);
                """;

        assertThat(BareSource.of(source)).isEqualTo("""
                const address = 'http://a'; // stays, because its line is no comment
                if (true) call(/* nobody */);
                """);
    }

    /** Otherwise it would lose its indentation. */
    @Test
    void noScriptOfOursHasATextOfSeveralLines() throws IOException {
        for (String folder : new String[] {"phone", "admin", "WEB-INF/footer"}) {
            try (Stream<Path> files = Files.list(Path.of("src/main/webapp", folder))) {
                for (Path file :
                        files.filter(name -> name.toString().endsWith(".js")).toList()) {
                    assertThat(Files.readAllLines(file)).as(file.toString()).allSatisfy(line -> assertThat(
                                    line.chars().filter(c -> c == '`').count() % 2)
                            .as(line)
                            .isZero());
                }
            }
        }
    }
}
