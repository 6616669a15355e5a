package org.portalvoip.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.portalvoip.language.Languages;

/** What the words of a search become. */
class SearchTest {
    private static Search search(String text) {
        return search(text, Languages.SPANISH);
    }

    private static Search search(String text, Locale language) {
        return Search.of(text, language);
    }

    @Test
    void nothingTypedFindsEverything() {
        assertThat(search(null).condition()).isEqualTo("1 = 1");
        assertThat(search(" \t ").condition()).isEqualTo("1 = 1");
        assertThat(search(null).values()).isEmpty();
    }

    @Test
    void whatIsTypedIsOnlyEverAValueAndNeverAPartOfTheStatement() {
        Search search = search("'; drop table voip_history; -- 100%_!");

        assertThat(search.condition()).doesNotContain("drop", ";", "%");
        assertThat(search.values())
                .containsExactly("%';%", "%drop%", "%table%", "%voip!_history;%", "%--%", "%100!%!_!!%");
    }

    @Test
    void aParameterIsFoundByItsNumberAndByItsNameWithoutAccents() {
        assertThat(search("329").condition()).contains("parameter in (329)");
        assertThat(search("32").condition()).contains("parameter in (323, 324, 325, 326, 327, 328, 329)");
        assertThat(search("CONTRASEÑA").condition()).contains("parameter in (328)");
        assertThat(search("contrasena").condition()).contains("parameter in (328)");
        assertThat(search("password", Languages.ENGLISH).condition()).contains("parameter in (328)");
        assertThat(search("nobody").condition()).doesNotContain("parameter in");
    }

    @Test
    void aChangeIsFoundByHowItCameAbout() {
        assertThat(search("sql").condition()).contains("kind in ('OUTSIDE')");
        assertThat(search("nobody").condition()).doesNotContain("kind in");
    }

    @Test
    void onlyAWordThatIsADateFindsATime() {
        assertThat(search("2026-11-26").condition()).contains("at_utc like ?1");
        assertThat(search("0800 2026-11").condition())
                .contains("at_utc like ?2")
                .doesNotContain("at_utc like ?1");
        assertThat(search("20").condition()).doesNotContain("at_utc");
    }

    @Test
    void aSearchIsBounded() {
        assertThat(search("word ".repeat(1000)).words()).hasSize(8);
        assertThat(search("x".repeat(1000)).values().get(0)).hasSize(202);
    }
}
