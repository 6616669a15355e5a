package org.portalvoip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide for telephone engineers says that its lines for a SIP proxy are those of the call lab. */
class TelephonyGuideTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```\n(.*?)```");

    @Test
    void theLinesForASipProxyAreThoseOfTheLab() throws IOException {
        String guide = Files.readString(Path.of("src", "site", "markdown", "telephony-guide.md"));
        String proxy = guide.replaceFirst("(?s).*\n### What a SIP proxy can do\n", "")
                .replaceFirst("(?s)\\*\\*Not run here.*", "");
        String lab = Files.readString(Path.of("server-config", "lab", "kamailio.cfg"));

        assertThat(BLOCK.matcher(proxy)
                        .results()
                        .flatMap(block -> block.group(1).lines())
                        .map(String::strip))
                .hasSizeGreaterThan(15)
                .allSatisfy(line -> assertThat(lab).contains(line));
    }
}
