package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** EL finds a bean before a variable of the page that has the same name, and the page breaks only where it uses that. */
class PageVariablesTest {
    private static final Pattern NAMED =
            Pattern.compile("@Named(?:\\(\"(\\w+)\"\\))?(?:\\s+@\\w+(?:\\([^)]*\\))?)*\\s+public class (\\w+)");
    private static final Pattern VARIABLE =
            Pattern.compile("\\b(?:var|varStatus)=\"(\\w+)\"|<ui:param name=\"(\\w+)\"");

    @Test
    void noVariableHasTheNameOfABean() throws IOException {
        Set<String> beans = names(Path.of("src/main/java"), ".java", NAMED);
        Set<String> variables = names(Path.of("src/main/webapp"), ".xhtml", VARIABLE);
        assertThat(beans).contains("msg", "parametersScreen");
        assertThat(variables).contains("violation", "number").doesNotContainAnyElementsOf(beans);
    }

    private static Set<String> names(Path folder, String ending, Pattern pattern) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .flatMap(file -> pattern.matcher(read(file)).results())
                    .map(found -> found.group(1) != null ? found.group(1) : decapitalized(found.group(2)))
                    .collect(Collectors.toSet());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String decapitalized(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
