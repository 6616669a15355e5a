package org.portalvoip.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LanguagesTest {
    @Test
    void theDearestWishThatWeSpeakWins() {
        assertThat(Languages.accepted(List.of(Locale.FRENCH, Locale.UK, Languages.SPANISH)))
                .isEqualTo(Languages.ENGLISH);
    }

    @Test
    void everyPortugueseIsAnsweredInBrazilian() {
        assertThat(Languages.accepted(List.of(Locale.forLanguageTag("pt-PT")))).isEqualTo(Languages.PORTUGUESE);
    }

    @Test
    void whoSpeaksNoneOfOurLanguagesGetsSpanish() {
        assertThat(Languages.accepted(List.of(Locale.JAPANESE))).isEqualTo(Languages.SPANISH);
        assertThat(Languages.accepted(List.of())).isEqualTo(Languages.SPANISH);
    }

    @Test
    void aTagIsUnderstoodInAnyCaseAndAnUnknownOneIsNotGuessed() {
        assertThat(Languages.chosen("PT-br")).contains(Languages.PORTUGUESE);
        assertThat(Languages.chosen("pt")).contains(Languages.PORTUGUESE);
        assertThat(Languages.chosen(" pt_BR ")).contains(Languages.PORTUGUESE);
        assertThat(Languages.chosen("es-ES")).contains(Languages.SPANISH);
        assertThat(Languages.chosen("en-US")).contains(Languages.ENGLISH);
        assertThat(Languages.chosen("fr")).isEmpty();
        assertThat(Languages.chosen("")).isEmpty();
        assertThat(Languages.chosen(null)).isEmpty();
    }
}
