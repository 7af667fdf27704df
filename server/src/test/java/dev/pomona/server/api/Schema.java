// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import dev.pomona.syntax.Sequence;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Checks values against the part of JSON Schema (2020-12) that our OpenAPI document uses. A
/// keyword it does not know is an error, so that nothing in the document stands unchecked.
final class Schema {

    private static final Set<String> SAID = Set.of("description", "default");

    private final Node document;
    private final List<String> problems = new ArrayList<>();

    private Schema(Node document) {
        this.document = document;
    }

    /// @return what is wrong, with its place; empty when nothing is
    static List<String> problems(Node document, Node schema, Node value) {
        var check = new Schema(document);
        check.check(schema, value, "$");
        return check.problems;
    }

    /// What a `$ref` stands for, or the node itself.
    static Node resolved(Node document, Node node) {
        String reference = node.text("$ref");
        if (reference == null) return node;
        Node found = document;
        for (String part : reference.substring(2).split("/", -1)) {
            Node next = found.find(part);
            if (next == null) throw new AssertionError("the document has no " + reference);
            found = next;
        }
        return found;
    }

    private void check(Node schema, Node value, String at) {
        for (Mapping.Entry keyword : schema.entries()) {
            if (!SAID.contains(keyword.key())) check(keyword.key(), keyword.value(), schema, value, at);
        }
    }

    private void check(String keyword, Node argument, Node schema, Node value, String at) {
        switch (keyword) {
            case "$ref" -> check(resolved(document, schema), value, at);
            case "type" -> demand(isOf(String.valueOf(argument.text()), value), at, "is no " + argument.text());
            case "enum" ->
                demand(
                        argument.items().stream()
                                .anyMatch(item -> String.valueOf(item.text()).equals(value.text())),
                        at,
                        "'%s' is none of the enum".formatted(value.text()));
            case "pattern" ->
                demand(
                        Pattern.compile(String.valueOf(argument.text()))
                                .matcher(String.valueOf(value.text()))
                                .find(),
                        at,
                        "'%s' does not match".formatted(value.text()));
            case "format" -> demand(hasFormat(String.valueOf(argument.text()), value), at, "is no " + argument.text());
            case "minimum" -> demand(number(value).compareTo(number(argument)) >= 0, at, "is too small");
            case "maximum" -> demand(number(value).compareTo(number(argument)) <= 0, at, "is too large");
            case "minLength" -> demand(length(value) >= number(argument).intValue(), at, "is too short");
            case "maxLength" -> demand(length(value) <= number(argument).intValue(), at, "is too long");
            case "minItems" -> demand(value.items().size() >= number(argument).intValue(), at, "has too few");
            case "maxItems" -> demand(value.items().size() <= number(argument).intValue(), at, "has too many");
            case "required" ->
                argument.items()
                        .forEach(name ->
                                demand(value.find(String.valueOf(name.text())) != null, at, "lacks " + name.text()));
            case "items" -> {
                for (int i = 0; i < value.items().size(); i++)
                    check(argument, value.items().get(i), at + "[" + i + "]");
            }
            case "properties" ->
                argument.entries().forEach(property -> {
                    Node found = value.find(property.key());
                    if (found != null) check(property.value(), found, at + "." + property.key());
                });
            case "additionalProperties" ->
                value.entries().forEach(entry -> {
                    if (schema.find("properties", entry.key()) != null) return;
                    if (argument instanceof Mapping) check(argument, entry.value(), at + "." + entry.key());
                    else demand(false, at, "has more: " + entry.key());
                });
            default -> throw new AssertionError("this checks no '" + keyword + "'");
        }
    }

    private static boolean isOf(String type, Node value) {
        return switch (type) {
            case "object" -> value instanceof Mapping;
            case "array" -> value instanceof Sequence;
            case "string" -> value instanceof Scalar scalar && scalar.kind() == Scalar.Kind.STRING;
            case "boolean" -> value instanceof Scalar scalar && scalar.kind() == Scalar.Kind.BOOLEAN;
            case "number" -> value instanceof Scalar scalar && scalar.kind() == Scalar.Kind.NUMBER;
            case "integer" ->
                value instanceof Scalar scalar
                        && scalar.kind() == Scalar.Kind.NUMBER
                        && scalar.raw().matches("-?\\d+");
            default -> throw new AssertionError("this knows no type '" + type + "'");
        };
    }

    private static boolean hasFormat(String format, Node value) {
        String text = String.valueOf(value.text());
        try {
            switch (format) {
                case "date-time" -> Instant.parse(text);
                case "date" -> LocalDate.parse(text);
                case "duration" -> Duration.parse(text);
                case "uri" -> URI.create(text);
                default -> throw new AssertionError("this knows no format '" + format + "'");
            }
            return true;
        } catch (DateTimeException | IllegalArgumentException _) {
            return false;
        }
    }

    private static BigDecimal number(Node value) {
        return new BigDecimal(String.valueOf(value.text()));
    }

    private static int length(Node value) {
        return String.valueOf(value.text()).length();
    }

    private void demand(boolean holds, String at, String problem) {
        if (!holds) problems.add(at + " " + problem);
    }
}
