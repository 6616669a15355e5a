package org.portalvoip.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageChoiceTest {
    @ParameterizedTest
    @CsvSource({
        "change=12&parameter=329, change=12&parameter=329&",
        "lang=en&change=12, change=12&",
        "q=ramal+0900&lang=es&page=2, q=ramal+0900&page=2&",
        "wanted=%2Fadmin%2Fstatus, wanted=%2Fadmin%2Fstatus&",
        "lang=en, ''",
        "'', ''",
        ", ''",
        "q=<b>, ''",
        "'q=\"', ''",
    })
    void aLinkKeepsWhatThePageIsAbout(String query, String place) {
        assertThat(LanguageChoice.place(query)).isEqualTo(place);
    }

    @ParameterizedTest
    @CsvSource({"300, 301", "301, 0"})
    void butNothingLongerThanWhatAPageOfOursHas(int length, int kept) {
        assertThat(LanguageChoice.place("q=" + "a".repeat(length - 2))).hasSize(kept);
    }
}
