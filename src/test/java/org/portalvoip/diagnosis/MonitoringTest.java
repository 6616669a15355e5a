package org.portalvoip.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.server.Prometheus.MONITORING;
import static org.portalvoip.testing.server.Prometheus.promtool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.portalvoip.call.EndReason;

/** What {@code server-config/monitoring} gives to Prometheus, as Prometheus's own tool reads it. */
class MonitoringTest {
    private static final Pattern OUTCOMES = Pattern.compile("outcome=~?\"([a-z_|]+)\"");

    /** The plain tests must also run where the lab is not installed; CI has it. */
    @BeforeAll
    static void needsPromtool() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/promtool")), "Debian's package prometheus");
    }

    @Test
    void theExampleAndItsRulesAreGood() throws Exception {
        promtool("", "check", "config", MONITORING.resolve("prometheus.yml").toString());
        assertThat(promtool(
                        "",
                        "check",
                        "rules",
                        MONITORING.resolve("voip-alerts.yml").toString()))
                .contains("rules found");
    }

    @Test
    void theAlertsTellTheirStories() throws Exception {
        assertThat(promtool(
                        "",
                        "test",
                        "rules",
                        MONITORING.resolve("voip-alerts.test.yml").toString()))
                .contains("SUCCESS");
    }

    @Test
    void eachOutcomeThatAnAlertNamesExists() throws Exception {
        String alerts = Files.readString(MONITORING.resolve("voip-alerts.yml"));
        var named = OUTCOMES.matcher(alerts)
                .results()
                .map((MatchResult found) -> found.group(1))
                .flatMap(list -> Stream.of(list.split("\\|")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named)
                .isNotEmpty()
                .isSubsetOf(
                        Stream.of(EndReason.values()).map(CallMetrics::label).toList());
    }
}
