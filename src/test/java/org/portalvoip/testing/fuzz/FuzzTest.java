package org.portalvoip.testing.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A reader of texts that others write, tried by Jazzer with texts that it makes up, and every day with those that are
 * kept: examples, and what Jazzer once found. They are in the folder of resources that is named as the class; to keep a
 * find, move its file there.
 */
public abstract class FuzzTest {
    private static final Logger LOG = System.getLogger(FuzzTest.class.getName());
    private static final String TARGET = "voip.test.fuzz-target";
    private static final boolean IN_FULL = Boolean.getBoolean("voip.test.endurance");
    /** Five of these are the two minutes that fuzzing may take every day. */
    private static final int SECONDS = 20;

    private static final int EXECUTIONS = 2_000_000;
    private static final Pattern EXECUTED = Pattern.compile("stat::number_of_executed_units: *([0-9]+)");
    private static final Path FOLDER = Path.of("target", "fuzz");

    /** Reads a text, and throws whatever nobody who calls the reader expects. */
    protected abstract void read(String text) throws Exception;

    @TestFactory
    Stream<DynamicTest> keptTextsAreRead() throws IOException {
        List<Path> texts;
        try (Stream<Path> files = Files.list(kept())) {
            texts = files.sorted().toList();
        }
        assertThat(texts).isNotEmpty();
        return texts.stream().map(file -> dynamicTest(file.getFileName().toString(), () -> read(text(file))));
    }

    private Path kept() {
        return Path.of("src/test/resources", getClass().getName().split("\\."));
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), UTF_8);
    }

    @Test
    @Tag("fuzz")
    @Tag("repeated")
    void madeUpTextsAreRead() throws Exception {
        String name = getClass().getSimpleName();
        Path found = Files.createDirectories(FOLDER.resolve(name));
        Path log = FOLDER.resolve(name + ".log");

        int result = new ProcessBuilder(command(found))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();

        String said = text(log);
        assertThat(result).as("%s", said).isZero();
        Matcher executed = EXECUTED.matcher(said);
        assertThat(executed.find()).as("%s", said).isTrue();
        LOG.log(Level.INFO, "{0}: {1} texts, none with a surprise", name, executed.group(1));
        assertThat(Long.parseLong(executed.group(1))).isGreaterThanOrEqualTo(IN_FULL ? EXECUTIONS : 1);
    }

    private List<String> command(Path found) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-D" + TARGET + "=" + getClass().getName(),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzTest.class.getName(),
                "--instrumentation_includes=org.portalvoip.**:org.eclipse.parsson.**",
                "--reproducer_path=" + FOLDER,
                "-artifact_prefix=" + FOLDER + "/" + getClass().getSimpleName() + "-",
                "-seed=" + Long.getLong("voip.test.seed", 1),
                IN_FULL ? "-runs=" + EXECUTIONS : "-max_total_time=" + SECONDS,
                "-max_len=4096",
                "-rss_limit_mb=0",
                "-timeout=300",
                "-print_final_stats=1",
                found.toString(),
                kept().toString());
    }

    /** In the JVM of Jazzer. */
    private static final class Target {
        static final FuzzTest INSTANCE = make();

        private static FuzzTest make() {
            try {
                var constructor = Class.forName(System.getProperty(TARGET)).getDeclaredConstructor();
                constructor.setAccessible(true);
                return (FuzzTest) constructor.newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Jazzer calls this. */
    public static void fuzzerTestOneInput(byte[] data) throws Exception {
        Target.INSTANCE.read(new String(data, UTF_8));
    }
}
