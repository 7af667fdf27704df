// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.osv;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Time stamps as OSV records write them: RFC 3339, mostly in UTC.
final class OsvDates {

    /// Earlier years stand for "unknown": the Go database publishes the year 1 where it has no date.
    private static final int FIRST_REAL_YEAR = 1970;

    private OsvDates() {}

    /// The instant; `null` for nothing, for something unreadable, and for a year before computers.
    static @Nullable Instant lenient(@Nullable String text) {
        Instant when = text == null ? null : strict(text);
        return when == null || when.atOffset(ZoneOffset.UTC).getYear() < FIRST_REAL_YEAR ? null : when;
    }

    /// The instant; `null` only when the text is none.
    static @Nullable Instant strict(String text) {
        try {
            if (text.length() == 20 && text.endsWith("Z")) return seconds(text);
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    /// `2021-12-10T00:40:56Z`, by far the commonest form, read without the machinery of a formatter.
    private static Instant seconds(String text) {
        LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
        return day.atTime(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19))
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
