// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Bodies of requests as their schemas say they are, made from the OpenAPI document: whatever route is
/// new has one at once.
final class Examples {

    private final Node document;
    private final Map<String, String> known;
    private final @Nullable String hostile;
    private final int at;
    private int texts;

    private Examples(Node document, Map<String, String> known, @Nullable String hostile, int at) {
        this.document = document;
        this.known = known;
        this.hostile = hostile;
        this.at = at;
    }

    /// The body that an operation takes, with everything in it that may be.
    ///
    /// @param known values of fields, by name
    /// @return empty when it takes none
    static String of(Node document, Node operation, Map<String, String> known) {
        Node schema = schema(operation);
        return schema == null ? "" : new Examples(document, known, null, 0).json(schema, "");
    }

    /// The same again and again, each time with something else in the place of one of its texts.
    ///
    /// @param hostile as JSON, with its quotes
    static List<String> with(Node document, Node operation, Map<String, String> known, String hostile) {
        Node schema = schema(operation);
        var all = new ArrayList<String>();
        if (schema == null) return all;
        int count = 1;
        for (int at = 0; at < count; at++) {
            var examples = new Examples(document, known, hostile, at);
            all.add(examples.json(schema, ""));
            count = examples.texts;
        }
        return all;
    }

    private static @Nullable Node schema(Node operation) {
        return operation.find("requestBody", "content", "application/json", "schema");
    }

    private String json(Node reference, String name) {
        Node schema = Schema.resolved(document, reference);
        String type = String.valueOf(schema.text("type"));
        return switch (type) {
            case "object" -> object(schema);
            case "array" -> {
                Node items = schema.find("items");
                yield items == null ? "[]" : "[" + json(items, name) + "]";
            }
            case "boolean" -> "true";
            case "integer", "number" ->
                known.getOrDefault(name, schema.find("minimum") == null ? "1" : schema.text("minimum"));
            default -> text(schema, name);
        };
    }

    private String object(Node schema) {
        var fields = new ArrayList<String>();
        for (Mapping.Entry property : schema.entries("properties")) {
            fields.add("\"%s\": %s".formatted(property.key(), json(property.value(), property.key())));
        }
        return "{" + String.join(", ", fields) + "}";
    }

    private String text(Node schema, String name) {
        if (hostile != null && texts++ == at) return hostile;
        String value = known.get(name);
        if (value == null && !schema.items("enum").isEmpty())
            value = schema.items("enum").getFirst().text();
        if (value == null) {
            value = switch (String.valueOf(schema.text("format"))) {
                case "date-time" -> "2026-01-01T00:00:00Z";
                case "date" -> "2026-01-01";
                case "duration" -> "P7D";
                case "uri" -> "https://example.org/";
                default -> "text";
            };
        }
        return quoted(value);
    }

    /// A text as JSON.
    static String quoted(String text) {
        String object = JsonOut.line(json -> json.field("t", text));
        return object.substring(object.indexOf(':') + 1, object.lastIndexOf('}'))
                .strip();
    }
}
