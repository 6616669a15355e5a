package org.portalvoip.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide for developers of portals quotes the samples that the tests open: each file that has to do with us, in full. */
class IntegratorGuideTest {
    private static final Path SAMPLES = Path.of("src/test/portals");
    private static final Pattern QUOTED =
            Pattern.compile("]\\(\\.\\./\\.\\./test/portals/([^)]+)\\):\n\n```\\w+\n(.*?)```", Pattern.DOTALL);

    @Test
    void itQuotesEachSampleAsItIs() throws IOException {
        String guide = Files.readString(Path.of("src/site/markdown/integrator-guide.md"));
        Map<String, String> quoted = new TreeMap<>();
        for (MatchResult quote : QUOTED.matcher(guide).results().toList()) {
            quoted.put(quote.group(1), quote.group(2));
        }

        assertThat(quoted).isEqualTo(samples());
    }

    private static Map<String, String> samples() throws IOException {
        Map<String, String> samples = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                if (text.contains("voip")) {
                    samples.put(SAMPLES.relativize(file).toString(), text);
                }
            }
        }
        return samples;
    }
}
