// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.osv;

import dev.pomona.formats.FormatException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// A position in a JSON text that is walked once, front to back. Every method that reads a value leaves the
/// cursor at that value's last token.
final class JsonCursor {

    /// Deeper or longer than any advisory; what exceeds it is refused.
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(8 << 20)
                    .maxNameLength(4096)
                    .build())
            .build();

    static final ObjectReadContext CONTEXT = ObjectReadContext.empty();

    private final JsonParser parser;

    JsonCursor(JsonParser parser) {
        this.parser = parser;
    }

    void beginDocument() {
        if (parser.nextToken() != JsonToken.START_OBJECT) throw error("an object was expected");
    }

    void endDocument() {
        if (parser.nextToken() != null) throw error("nothing was expected behind the record");
    }

    /// The name of the next field with the cursor at its value; `null` at the end of the object.
    @Nullable
    String nextField() {
        String name = parser.nextName();
        if (name == null) {
            if (parser.currentToken() != JsonToken.END_OBJECT) throw error("a field name was expected");
            return null;
        }
        parser.nextToken();
        return name;
    }

    /// The string or number here, as written.
    String text() {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING || (token != null && token.isNumeric())) return parser.getString();
        throw error("a string was expected");
    }

    /// As [#text], or `null` where JSON says so.
    @Nullable
    String optionalText() {
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : text();
    }

    String textOr(String absent) {
        String text = optionalText();
        return text == null ? absent : text;
    }

    /// The string here; `null` for everything else, which is passed over.
    @Nullable
    String scalarOrSkip() {
        if (parser.currentToken() == JsonToken.VALUE_STRING) return parser.getString();
        parser.skipChildren();
        return null;
    }

    /// Adds the strings of the array here; JSON's `null` stands for an empty one.
    void texts(Collection<? super String> into) {
        forEach(() -> into.add(text()));
    }

    /// Calls the action with the cursor at the start of each object of the array here.
    void forEachObject(Runnable action) {
        forEach(() -> {
            if (parser.currentToken() != JsonToken.START_OBJECT) throw error("an object was expected");
            action.run();
        });
    }

    /// Calls the action with the cursor at each element of the array here.
    void forEach(Runnable action) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) return;
        if (parser.currentToken() != JsonToken.START_ARRAY) throw error("an array was expected");
        while (parser.nextToken() != JsonToken.END_ARRAY) action.run();
    }

    /// As [#forEach] for an array; anything else is passed over.
    void ifArray(Runnable action) {
        if (parser.currentToken() == JsonToken.START_ARRAY) forEach(action);
        else parser.skipChildren();
    }

    /// Calls the action at the start of the object here; anything else is passed over.
    void ifObject(Runnable action) {
        if (parser.currentToken() == JsonToken.START_OBJECT) action.run();
        else parser.skipChildren();
    }

    boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    void skip() {
        parser.skipChildren();
    }

    FormatException error(String message) {
        return new FormatException(
                "not an OSV record: %s (%s)".formatted(message, place(parser.currentTokenLocation())));
    }

    static String describe(JacksonException problem) {
        String message = problem.getOriginalMessage();
        TokenStreamLocation location = problem.getLocation();
        return location == null ? String.valueOf(message) : "%s (%s)".formatted(message, place(location));
    }

    private static String place(TokenStreamLocation location) {
        return "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }
}
