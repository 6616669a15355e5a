package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code server-config/janus/configure} makes of the templates. */
class JanusTemplatesTest {
    private static final int SECONDS = 60;

    @TempDir
    private Path folder;

    private String configured(Map<String, String> variables, String file) throws Exception {
        ProcessBuilder script = new ProcessBuilder("server-config/janus/configure", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        script.environment().put("MEDIA_ADDRESS", "127.0.0.1");
        script.environment().putAll(variables);
        Process running = script.start();
        assertThat(running.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue())
                .as(Files.readString(folder.resolve("output")))
                .isZero();
        return settings(folder.resolve(file));
    }

    /** Without the comments. */
    private static String settings(Path file) throws IOException {
        return Files.readString(file).replaceAll("(?m)^ *#.*\n", "");
    }

    @Test
    void withoutNatJanusNamesItsOwnAddressesToBothSides() throws Exception {
        assertThat(configured(Map.of(), "janus.jcfg"))
                .contains("ice_enforce_list = \"127.0.0.1\"", "ice_lite = false", "ignore_mdns = true")
                .doesNotContain("nat_1_1_mapping", "@");
        assertThat(settings(folder.resolve("janus.plugin.sip.jcfg")))
                .contains("sdp_ip = \"127.0.0.1\"")
                .doesNotContain("@");
    }

    @Test
    void behindNatEachSideIsToldTheAddressThatItReaches() throws Exception {
        Map<String, String> nat = Map.of("PUBLIC_MEDIA_ADDRESS", "203.0.113.7", "PUBLIC_SIP_ADDRESS", "198.51.100.9");

        assertThat(configured(nat, "janus.jcfg")).contains("nat_1_1_mapping = \"203.0.113.7\"");
        assertThat(settings(folder.resolve("janus.plugin.sip.jcfg")))
                .contains("local_ip = \"127.0.0.1\"", "local_media_ip = \"127.0.0.1\"", "sdp_ip = \"198.51.100.9\"");
    }

    @Test
    void withIceLiteTheChecksAreLeftToBrowsers() throws Exception {
        assertThat(configured(Map.of("ICE_LITE", "true"), "janus.jcfg")).contains("ice_lite = true");
    }
}
