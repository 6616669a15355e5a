package org.portalvoip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.builder.AstBuilder;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.junit.jupiter.api.Test;

/** A Jenkinsfile is only run far away from here: what can be wrong with it is looked for before. */
class JenkinsfileTest {
    private static final Pattern COMMAND = Pattern.compile("sh '([^']+)'");
    private static final Pattern PROFILE = Pattern.compile("-P([\\w-]+)");

    @Test
    void itIsGroovy() throws IOException {
        parse(jenkinsfile());
        assertThatThrownBy(() -> parse(jenkinsfile().replaceFirst("}", "")))
                .isInstanceOf(MultipleCompilationErrorsException.class);
    }

    private static void parse(String script) {
        new AstBuilder().buildFromString(CompilePhase.CONVERSION, script);
    }

    @Test
    void itRunsWhatCiRunsInTheSameOrder() throws IOException {
        List<String> ci = Files.readAllLines(Path.of(".ci/run")).stream()
                .filter(line -> line.startsWith("mvn ") || line.startsWith("server-config/"))
                .toList();

        assertThat(ci).isNotEmpty();
        assertThat(all(COMMAND, jenkinsfile())).containsSubsequence(ci);
    }

    @Test
    void itsProfilesExist() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));

        assertThat(all(PROFILE, jenkinsfile())).isNotEmpty().allSatisfy(profile -> assertThat(pom)
                .contains("<id>" + profile + "</id>"));
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String jenkinsfile() throws IOException {
        return Files.readString(Path.of("Jenkinsfile"));
    }
}
