// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.SyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// JSON objects inside tokens.
final class JsonText {

    private static final double MAX_SECOND = 253_402_300_799d; // the end of the year 9999

    private JsonText() {}

    /// The object that the Base 64 text holds, or `null` when it holds something else.
    static @Nullable Mapping decode(String base64) {
        String text = Base64Text.decodeText(base64);
        return text == null ? null : read(text);
    }

    static @Nullable Mapping read(String text) {
        if (!text.stripLeading().startsWith("{")) return null;
        try {
            return Json.read(text) instanceof Mapping object ? object : null;
        } catch (SyntaxException e) {
            return null;
        }
    }

    /// The day in UTC of a number of seconds since 1970, or `null` when there is none.
    static @Nullable LocalDate day(Mapping object, String key) {
        String number = object.text(key);
        if (number == null || number.length() > 32) return null;
        try {
            double seconds = Double.parseDouble(number);
            if (!(seconds >= 0 && seconds <= MAX_SECOND)) return null;
            return Instant.ofEpochSecond((long) seconds)
                    .atOffset(ZoneOffset.UTC)
                    .toLocalDate();
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }
}
