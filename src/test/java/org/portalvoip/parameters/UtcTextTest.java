package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a parameter was changed, as the database keeps it. */
class UtcTextTest {
    private final UtcText text = new UtcText();

    @ParameterizedTest
    @CsvSource({
        "2026-03-29T02:30:00, Europe/Madrid",
        "2026-10-25T02:30:00, Europe/Madrid",
        "2040-01-19T03:14:08, America/Sao_Paulo",
        "2026-11-26T00:00:00, UTC",
        "1969-12-31T23:59:59, Asia/Kolkata"
    })
    void noZoneTouchesIt(String moment, String zone) {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            LocalDateTime changed = LocalDateTime.parse(moment);
            assertThat(text.convertToDatabaseColumn(changed)).isEqualTo(moment);
            assertThat(text.convertToEntityAttribute(moment + " ")).isEqualTo(changed);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-11-26 01:20:58", "2026-13-01T00:00:00"})
    void whatSomebodyElseWroteIsNoMoment(String written) {
        assertThat(text.convertToEntityAttribute(written)).isNull();
    }

    @Test
    void noMomentIsNone() {
        assertThat(text.convertToDatabaseColumn(null)).isNull();
        assertThat(text.convertToEntityAttribute(null)).isNull();
    }
}
