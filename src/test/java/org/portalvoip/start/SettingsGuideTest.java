package org.portalvoip.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide for administrators lists every setting with its default and unit. */
class SettingsGuideTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(voip\\.[^`]+)` \\| ([^|]+) \\| ([^|]+) \\| [^|]+ \\|$");

    @Test
    void theGuideListsAllSettingsInOrder() throws IOException {
        String guide = Files.readString(Path.of("src/site/markdown/admin-guide.md"));
        List<String> told = ROW.matcher(guide)
                .results()
                .map(row -> row.group(1) + ", " + row.group(2).replace("`", "") + ", " + row.group(3))
                .toList();
        List<String> read = SettingsTest.with().all().stream()
                .map(entry -> entry.key() + ", " + entry.standard() + ", " + entry.unit())
                .toList();
        assertThat(told).isEqualTo(read);
    }
}
