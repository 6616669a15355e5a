package org.portalvoip.parameters;

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

/** The guide for administrators quotes each file of {@code server-config/provisioning} in full. */
class ProvisioningGuideTest {
    private static final Path FILES = Path.of("server-config/provisioning");
    private static final Pattern QUOTED = Pattern.compile(
            "]\\(\\.\\./\\.\\./\\.\\./server-config/provisioning/([^)]+)\\)[^\n]*\n\n```\\w+\n(.*?)```",
            Pattern.DOTALL);

    @Test
    void itQuotesEachFileAsItIs() throws IOException {
        Map<String, String> quoted = new TreeMap<>();
        for (MatchResult quote : QUOTED.matcher(Files.readString(Path.of("src/site/markdown/admin-guide.md")))
                .results()
                .toList()) {
            quoted.put(quote.group(1), quote.group(2));
        }
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(FILES)) {
            for (Path file : found.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }

        assertThat(quoted).isEqualTo(files);
    }
}
