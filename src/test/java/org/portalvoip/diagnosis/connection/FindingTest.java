package org.portalvoip.diagnosis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.language.Texts;

class FindingTest {
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

    /** Unless calls only have to wait, whoever reads a bad one learns what to change, or whom to ask. */
    @ParameterizedTest
    @EnumSource
    void aBadOneNamesItsRemedy(Finding finding) {
        if (finding.verdict() == Verdict.BAD && finding != Finding.CANCELLED) {
            assertThat(sentence("en", finding))
                    .matches("(?s).*(3[23]\\d|voip\\.|on Janus|engineer|log of|SIP plugin|DNS|this step|TLS version"
                            + "|SIP server|on the telephone system|maintenance).*");
        }
    }

    private static String sentence(String language, Finding finding) {
        return Texts.of(Locale.forLanguageTag(language), "test.finding." + finding, ARGUMENTS);
    }
}
