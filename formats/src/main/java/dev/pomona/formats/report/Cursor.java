// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.report;

import dev.pomona.formats.FormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A position in a report that is walked once, front to back. Every method that reads a value leaves the cursor
/// at that value's last token.
final class Cursor {

    private final JsonParser parser;

    Cursor(JsonParser parser) {
        this.parser = parser;
    }

    /// As long as a part of a document may be that is held in memory, in bytes; `Long.MAX_VALUE` for any.
    private long longest = Long.MAX_VALUE;

    private long partBegan;

    /// From now on no part may be longer.
    void limitParts(long bytes) {
        longest = bytes;
    }

    /// Begins a part of the document. What was read of the one before is given away or is little.
    void part() {
        if (longest < Long.MAX_VALUE) partBegan = parser.currentLocation().getByteOffset();
    }

    private void checkPart() {
        if (longest < Long.MAX_VALUE && parser.currentLocation().getByteOffset() - partBegan > longest) {
            throw error("a part of it is longer than %d bytes".formatted(longest));
        }
    }

    void beginDocument() {
        if (parser.nextToken() != JsonToken.START_OBJECT) throw error("an object was expected");
    }

    void endDocument() {
        if (parser.nextToken() != null) throw error("nothing was expected behind the report");
    }

    /// Enters the object here, before its first field.
    void enter() {
        if (parser.currentToken() != JsonToken.START_OBJECT) throw error("an object was expected");
    }

    /// The name of the next field with the cursor at its value; `null` at the end of the object.
    @Nullable
    String nextField() {
        String name = parser.nextName();
        if (name == null) {
            if (parser.currentToken() != JsonToken.END_OBJECT) throw error("a field was expected");
            return null;
        }
        parser.nextToken();
        return name;
    }

    /// The array here, each element read by `element`.
    <T> List<T> list(Supplier<? extends T> element) {
        if (parser.currentToken() != JsonToken.START_ARRAY) throw error("an array was expected");
        var list = new ArrayList<T>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(element.get());
            if (list.size() % CHECKED_EVERY == 0) checkPart();
        }
        checkPart();
        return list;
    }

    private static final int CHECKED_EVERY = 64;

    /// Goes through the array here, each element a part.
    void each(Runnable element) {
        if (parser.currentToken() != JsonToken.START_ARRAY) throw error("an array was expected");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            part();
            element.run();
        }
    }

    List<String> texts() {
        return list(this::text);
    }

    String text() {
        if (parser.currentToken() != JsonToken.VALUE_STRING) throw error("a string was expected");
        return parser.getString();
    }

    boolean isText() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    /// The constant that the string here spells as `JsonOut.word` does.
    <E extends Enum<E>> E word(Class<E> type) {
        String text = text();
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) return constant;
        }
        throw error("no %s is called '%s'".formatted(type.getSimpleName().toLowerCase(Locale.ROOT), text));
    }

    int integer() {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) throw error("a whole number was expected");
        return parser.getIntValue();
    }

    long longInteger() {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) throw error("a whole number was expected");
        return parser.getLongValue();
    }

    double number() {
        JsonToken token = parser.currentToken();
        if (token == null || !token.isNumeric()) throw error("a number was expected");
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) throw error("the number is too large");
        return number;
    }

    boolean truth() {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null, default -> throw error("true or false was expected");
        };
    }

    void skip() {
        parser.skipChildren();
    }

    /// The value of a field that must be there.
    <T> T required(@Nullable T value, String field) {
        if (value == null) throw error("'%s' is missing".formatted(field));
        return value;
    }

    FormatException error(String message) {
        var place = parser.currentTokenLocation();
        return new FormatException(
                "not a report: %s (line %d, column %d)".formatted(message, place.getLineNr(), place.getColumnNr()));
    }
}
