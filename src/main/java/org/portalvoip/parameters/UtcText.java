package org.portalvoip.parameters;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Keeps a moment in UTC as a text such as {@code 2026-11-26T01:20:58}. Types of databases for a moment lose an hour in
 * the gap of daylight saving time, end in 2038 or are changed by the database itself, each in its own way.
 */
@Converter
public class UtcText implements AttributeConverter<LocalDateTime, String> {
    @Override
    public String convertToDatabaseColumn(LocalDateTime moment) {
        return moment == null ? null : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(moment);
    }

    /** Null also for what somebody else has written there, because nothing depends on it. */
    @Override
    public LocalDateTime convertToEntityAttribute(String text) {
        try {
            return text == null ? null : LocalDateTime.parse(text.strip());
        } catch (DateTimeException notOurs) {
            return null;
        }
    }
}
