package org.portalvoip.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Formatter;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Collects what the benchmarks measure, and prints it at the end as one table, which also goes to
 * {@code target/benchmark.txt}. A missed bar is a failure only with {@code -Dvoip.benchmark.strict=true}.
 */
final class Report implements BeforeAllCallback, AfterAllCallback {
    private static final Logger LOG = System.getLogger(Report.class.getName());
    private static final Path FILE = Path.of("target/benchmark.txt");
    private static final boolean STRICT = Boolean.getBoolean("voip.benchmark.strict");
    private static final Map<Figure, Measured> MEASURED = Collections.synchronizedMap(new EnumMap<>(Figure.class));

    private record Measured(double value, String how) {}

    /**
     * Puts a figure into the table.
     *
     * @param how what a reader needs to judge the figure: the number of runs, the spread
     */
    static void put(Figure figure, double value, String how) {
        MEASURED.put(figure, new Measured(value, how));
    }

    /** No more digits than mean something, but what is not 0 is not printed as 0. */
    static String number(double value) {
        double size = Math.abs(value);
        String text = String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 0.01 ? "%.3f" : "%.6f", value);
        return text.replaceFirst("\\.?0+$", "");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(Report.class, key -> (AutoCloseable) Report::print, AutoCloseable.class);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (STRICT) {
            assertThat(MEASURED).as("figures that miss their bar").allSatisfy((figure, measured) -> assertThat(
                            figure.holds(measured.value()))
                    .as(figure + " = " + measured.value())
                    .isTrue());
        }
    }

    private static void print() throws IOException {
        String table = table();
        Files.writeString(FILE, table);
        LOG.log(Level.INFO, table);
    }

    private static String table() {
        StringBuilder table = new StringBuilder(Scale.QUICK ? "A quick trial: these figures are no verdict.\n" : "");
        try (Formatter rows = new Formatter(table, Locale.ROOT)) {
            rows.format("%nOn %s%n", System.getProperty("voip.server", "payara-micro"));
            rows.format("%-56s %10s %10s  %-8s %s%n", "Figure", "Value", "Bar", "", "How");
            for (Figure figure : Figure.values()) {
                Measured measured = MEASURED.get(figure);
                if (measured == null) {
                    rows.format("%-56s %10s %10s%n", figure.text, "-", figure.bar());
                } else {
                    String verdict = figure.holds(measured.value()) ? "ok" : "MISSED";
                    String value = number(measured.value());
                    rows.format(
                            "%-56s %10s %10s  %-8s %s%n", figure.text, value, figure.bar(), verdict, measured.how());
                }
            }
        }
        return table.toString();
    }
}
