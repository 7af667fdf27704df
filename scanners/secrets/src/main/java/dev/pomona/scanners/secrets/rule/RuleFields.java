// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.rule;

import dev.pomona.scanners.secrets.regex.Regex;
import dev.pomona.scanners.secrets.regex.RegexException;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import dev.pomona.syntax.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The fields of one mapping in a rule file, with the checks that all of them share. A field that is missing or wrong
/// is noted as a problem, and reads as empty.
record RuleFields(Node node, RuleProblems problems) {

    /// Breaks values that look real, and stands for nothing.
    private static final String BROKEN_BAR = "¦";

    void onlyKeys(Set<String> known) {
        var seen = new TreeSet<String>();
        for (Mapping.Entry entry : node.entries()) {
            if (!known.contains(entry.key())) {
                problems.add(
                        entry.line(),
                        entry.column(),
                        "unknown field '%s'; known are %s"
                                .formatted(entry.key(), String.join(", ", new TreeSet<>(known))));
            } else if (!seen.add(entry.key())) {
                problems.add(entry.line(), entry.column(), "the field '%s' stands here twice".formatted(entry.key()));
            }
        }
    }

    boolean has(String key) {
        return node.find(key) != null;
    }

    Node at(String key) {
        Node value = node.find(key);
        return value == null ? node : value;
    }

    /// A text that must be there and not blank.
    String required(String key) {
        Node value = node.find(key);
        if (value == null) {
            problems.add(node, "'%s' is missing".formatted(key));
            return "";
        }
        String text = text(value, key);
        if (text != null && text.isBlank()) problems.add(value, "'%s' is empty".formatted(key));
        return text == null ? "" : text.strip();
    }

    @Nullable
    String optional(String key) {
        return has(key) ? required(key) : null;
    }

    private @Nullable String text(Node value, String key) {
        if (value instanceof Scalar scalar && scalar.kind() == Scalar.Kind.STRING) return scalar.raw();
        problems.add(
                value,
                value instanceof Scalar scalar && scalar.kind() != Scalar.Kind.NULL
                        ? "'%s' is a text; put it in quotes".formatted(key)
                        : "'%s' is a text".formatted(key));
        return null;
    }

    /// Texts, each not blank; empty when the field is absent.
    List<String> texts(String key) {
        Node value = node.find(key);
        if (value == null) return List.of();
        if (!(value instanceof Sequence list)) {
            problems.add(value, "'%s' is a list of texts".formatted(key));
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (Node item : list.items()) {
            String text = text(item, key);
            if (text == null) continue;
            if (text.isBlank()) problems.add(item, "'%s' has an empty text".formatted(key));
            texts.add(text);
        }
        return texts;
    }

    List<String> requiredTexts(String key) {
        List<String> texts = texts(key);
        if (!has(key)) problems.add(node, "'%s' is missing".formatted(key));
        if (has(key) && at(key) instanceof Sequence list && list.items().isEmpty()) {
            problems.add(list, "'%s' is empty".formatted(key));
        }
        return texts;
    }

    /// Texts in which the broken bar stands for nothing.
    List<String> unbroken(String key) {
        return texts(key).stream().map(text -> text.replace(BROKEN_BAR, "")).toList();
    }

    List<String> lowerCase(String key) {
        return texts(key).stream()
                .map(text -> text.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    double number(String key, double most) {
        Node value = node.find(key);
        if (value == null) return 0;
        try {
            double number = value instanceof Scalar scalar && scalar.kind() == Scalar.Kind.NUMBER
                    ? Double.parseDouble(scalar.raw())
                    : Double.NaN;
            if (number >= 0 && number <= most) return number;
        } catch (NumberFormatException _) {
            // told below
        }
        problems.add(value, "'%s' is a number from 0 to %s".formatted(key, most == 1 ? "1" : "8"));
        return 0;
    }

    <E extends Enum<E>> E word(String key, List<E> allowed) {
        String text = required(key);
        for (E word : allowed) {
            if (word.name().toLowerCase(Locale.ROOT).equals(text)) return word;
        }
        if (!text.isEmpty()) {
            problems.add(
                    at(key),
                    "'%s' is one of %s, but got '%s'"
                            .formatted(
                                    key,
                                    String.join(
                                            ", ",
                                            allowed.stream()
                                                    .map(RuleFields::word)
                                                    .toList()),
                                    text));
        }
        return allowed.getFirst();
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    /// Checks that a pattern compiles; a mistake is shown where it stands in the pattern.
    @Nullable
    Regex pattern(Node at, String pattern) {
        try {
            return Regex.compile(pattern);
        } catch (RegexException e) {
            String message = "the pattern can't be used: " + e.getMessage();
            if (at instanceof Scalar scalar && scalar.raw().equals(pattern)) {
                problems.add(scalar, e.offset(), message);
            } else {
                problems.add(at, message);
            }
            return null;
        }
    }

    List<Node> items(String key) {
        return at(key).items();
    }
}
