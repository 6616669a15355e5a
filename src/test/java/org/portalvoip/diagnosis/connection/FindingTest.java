package org.portalvoip.diagnosis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;

class FindingTest {
    private static final Path TESTS = Path.of("src/test/java/org/portalvoip/diagnosis/connection");
    private static final Pattern NAMED = Pattern.compile("\\b3(2[3-9]|30)\\b|\\bvoip\\.[a-z]");
    private static final Object[] ARGUMENTS = {"first", "second", "third"};

    @ParameterizedTest
    @ValueSource(strings = {"es", "pt-BR", "en"})
    void eachHasASentence(String language) {
        assertThat(Arrays.stream(Finding.values()).map(finding -> sentence(language, finding)))
                .allMatch(sentence -> sentence.endsWith("."))
                .doesNotHaveDuplicates();
    }

    /** A single apostrophe would hide the arguments after it. */
    @ParameterizedTest
    @ValueSource(strings = {"es", "pt-BR", "en"})
    void noneIsCutByItsPunctuation(String language) {
        assertThat(Arrays.stream(Finding.values()).map(finding -> sentence(language, finding)))
                .noneMatch(sentence -> sentence.contains("{") || sentence.contains("'"));
    }

    /** In each language, by its number or its key; who has cancelled a test has nothing to change. */
    @ParameterizedTest
    @EnumSource(names = "CANCELLED", mode = EnumSource.Mode.EXCLUDE)
    void oneThatIsNotGoodNamesWhatToChange(Finding finding) {
        if (finding.verdict() != Verdict.GOOD) {
            assertThat(Languages.ALL)
                    .extracting(language -> sentence(language.toLanguageTag(), finding))
                    .allMatch(sentence -> NAMED.matcher(sentence).find());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTestProvokesIt(Finding finding) throws IOException {
        assertThat(Files.readString(TESTS.resolve("ConnectionTestIT.java"))
                        + Files.readString(TESTS.resolve("AddressTrialTest.java")))
                .containsPattern("\\b" + finding + "\\b");
    }

    /** In each language, with what provokes it. */
    @ParameterizedTest
    @EnumSource
    void aTestReadsItOnTheScreen(Finding finding) throws IOException {
        assertThat(Files.readString(TESTS.resolve("ConnectionScreenIT.java"))
                        + Files.readString(TESTS.resolve("StumblingBlock.java"))
                        + Files.readString(TESTS.resolve("BrokenServers.java")))
                .containsPattern("\\bFinding\\." + finding + "\\b");
    }

    private static String sentence(String language, Finding finding) {
        return Texts.of(Locale.forLanguageTag(language), "test.finding." + finding, ARGUMENTS);
    }
}
