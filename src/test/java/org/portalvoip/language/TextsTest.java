package org.portalvoip.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void everyKeyStandsInAllThreeLanguages() {
        var spanish = file("Messages").stringPropertyNames();

        assertThat(file("Messages_pt_BR").stringPropertyNames()).isEqualTo(spanish);
        assertThat(file("Messages_en").stringPropertyNames()).isEqualTo(spanish);
    }

    @Test
    void noTextIsEmpty() {
        for (String name : new String[] {"Messages", "Messages_pt_BR", "Messages_en"}) {
            assertThat(file(name))
                    .allSatisfy((key, text) ->
                            assertThat((String) text).as("%s in %s", key, name).isNotBlank());
        }
    }

    @Test
    void spanishIsSpanishOnAMachineThatSpeaksEnglish() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.ENGLISH);
        try {
            assertThat(Texts.of(Languages.SPANISH, "portal.title")).isEqualTo("Portal de Servicios");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Properties file(String name) {
        var properties = new Properties();
        try (var in = Texts.class.getResourceAsStream("/org/portalvoip/i18n/" + name + ".properties");
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
