package org.portalvoip.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;

class SettingTextTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d\\}(?!\\s*,\\d)");

    @ParameterizedTest
    @EnumSource
    void eachStandsInAllLanguagesAndNamesTheSame(SettingText text) {
        String english = words(text, Languages.ENGLISH);
        assertThat(Languages.ALL).allSatisfy(language -> {
            String words = words(text, language);
            assertThat(words).isNotBlank().doesNotEndWith(".").doesNotContain("'");
            assertThat(places(words)).isEqualTo(places(english));
            assertThat(words.equals(english)).isEqualTo(language.equals(Languages.ENGLISH));
        });
    }

    private static String words(SettingText text, Locale language) {
        return Texts.of(language, "setting." + text);
    }

    private static Set<String> places(String words) {
        return PLACE.matcher(words).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
