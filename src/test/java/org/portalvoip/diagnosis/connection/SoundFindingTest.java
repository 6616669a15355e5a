package org.portalvoip.diagnosis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;

class SoundFindingTest {
    private static final Path SCRIPT = Path.of("src/main/webapp/admin/sound.js");
    private static final Path TESTS = Path.of("src/test/java/org/portalvoip/diagnosis/connection");
    private static final Pattern REMEDY = Pattern.compile("\\b3[23]\\d\\b|voip\\.|janus\\.|MEDIA_ADDRESS|configure"
            + "|ask them|repeat the test|Check the network|up-to-date"
            + "|pida que|repita la prueba|Revise la red|al día|peça que|repita o teste|Verifique a rede|atualizado");
    private static final Pattern NAME = Pattern.compile("'([A-Z_]{3,})'");

    /** The browser puts in what the sentence names, so no text but that may be in braces or hidden by an apostrophe. */
    @ParameterizedTest
    @ValueSource(strings = {"es", "pt-BR", "en"})
    void eachHasASentenceOfItsOwn(String language) {
        assertThat(Arrays.stream(SoundFinding.values()).map(finding -> sentence(language, finding)))
                .allMatch(sentence -> sentence.endsWith("."))
                .noneMatch(sentence -> sentence.contains("'"))
                .allMatch(sentence -> sentence.replaceAll("\\{[01]\\}", "").indexOf('{') < 0)
                .doesNotHaveDuplicates();
    }

    /** In each language: a parameter, a setting, a file of Janus, or what to do. */
    @ParameterizedTest
    @EnumSource
    void whatIsNotGoodNamesItsRemedy(SoundFinding finding) {
        if (finding.verdict() != Verdict.GOOD && finding != SoundFinding.CANCELLED) {
            assertThat(Languages.ALL)
                    .extracting(language -> sentence(language.toLanguageTag(), finding))
                    .allMatch(text -> REMEDY.matcher(text).find());
        }
    }

    /** With a real Janus, desk and network; ENDED, of which there are many, by {@code SoundPanel.ended}. */
    @ParameterizedTest
    @EnumSource(names = "ENDED", mode = EnumSource.Mode.EXCLUDE)
    void aTestProvokesWhatIsNotGood(SoundFinding finding) throws IOException {
        String tests = Files.readString(TESTS.resolve("SoundTestIT.java"))
                + Files.readString(TESTS.resolve("SoundTurnIT.java"));
        assertThat(finding.verdict() == Verdict.GOOD || tests.contains("\"" + finding + "\""))
                .isTrue();
    }

    @Test
    void theScriptFindsNothingElse() throws IOException {
        Set<String> known = Arrays.stream(SoundFinding.values()).map(Enum::name).collect(Collectors.toSet());
        Set<String> named = NAME.matcher(Files.readString(SCRIPT))
                .results()
                .map((MatchResult name) -> name.group(1))
                .filter(name -> !name.endsWith("_")) // the beginning of several names
                .collect(Collectors.toCollection(TreeSet::new));
        named.removeAll(Set.of("NO_SOUND", "MEDIA_FAILED", "HANG_UP")); // reasons

        assertThat(named).hasSizeGreaterThan(25).isSubsetOf(known);
    }

    private static String sentence(String language, SoundFinding finding) {
        return Texts.of(Locale.forLanguageTag(language), "sound.finding." + finding);
    }
}
