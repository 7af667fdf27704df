// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads INI files as Python's `configparser` does: `[section]`, `key = value` or `key: value`, values that go
/// on in indented lines, comments on lines of their own. Nothing is interpolated.
public final class Ini {

    private Ini() {}

    /// Reads a document into a mapping of sections, each a mapping of keys (as written) to texts. A value of
    /// several lines keeps their number: line `n` of its text stands `n` lines below the value's start,
    /// comments and blank lines being empty, each line without white space at its ends.
    ///
    /// @throws SyntaxException when something stands before the first section, a line is neither a key nor part
    ///     of a value, a section or a key comes twice, or the document is beyond the limits
    public static Mapping read(String text) {
        return new Reading(Limits.DEFAULT).read(text);
    }

    private static final class Reading {

        private final Limits limits;
        private final Map<String, Section> sections = new LinkedHashMap<>();
        private long count;

        private static final class Section {
            final int line;
            final Map<String, Value> values = new LinkedHashMap<>();

            Section(int line) {
                this.line = line;
            }
        }

        private static final class Value {
            final int line;
            final int keyColumn;
            final int column;
            final StringBuilder text;

            Value(int line, int keyColumn, int column, String text) {
                this.line = line;
                this.keyColumn = keyColumn;
                this.column = column;
                this.text = new StringBuilder(text);
            }
        }

        Reading(Limits limits) {
            this.limits = limits;
        }

        Mapping read(String text) {
            Section section = null;
            Value value = null;
            int number = 0;
            for (String line : (Iterable<String>) text.lines()::iterator) {
                number++;
                limits.check(0, ++count, number, 1);
                String content = line.strip();
                boolean empty = content.isEmpty() || content.charAt(0) == '#' || content.charAt(0) == ';';
                if (empty) {
                    if (value != null) value.text.append('\n');
                } else if (value != null && Character.isWhitespace(line.charAt(0))) {
                    value.text.append('\n').append(content);
                } else if (content.charAt(0) == '[') {
                    section = section(content, number);
                    value = null;
                } else if (section == null) {
                    throw new SyntaxException("this stands before the first section", number, 1);
                } else {
                    value = value(section, line, content, number);
                }
            }
            return toMapping();
        }

        private Section section(String content, int number) {
            int end = content.indexOf(']');
            if (end < 2) throw new SyntaxException("a section's name is missing or not closed", number, 1);
            var section = new Section(number);
            String name = content.substring(1, end);
            if (sections.putIfAbsent(name, section) != null) {
                throw new SyntaxException("the section '%s' is there already".formatted(name), number, 1);
            }
            return section;
        }

        private static Value value(Section section, String line, String content, int number) {
            int separator = 0;
            while (separator < content.length()
                    && content.charAt(separator) != '='
                    && content.charAt(separator) != ':') {
                separator++;
            }
            String key = content.substring(0, separator).strip();
            int keyColumn = line.indexOf(content) + 1;
            if (key.isEmpty() || separator == content.length()) {
                throw new SyntaxException("neither a key nor part of a value", number, keyColumn);
            }
            int start = separator + 1;
            while (start < content.length() && Character.isWhitespace(content.charAt(start))) start++;
            var value = new Value(number, keyColumn, keyColumn + start, content.substring(start));
            if (section.values.putIfAbsent(key, value) != null) {
                throw new SyntaxException("the key '%s' is there already".formatted(key), number, keyColumn);
            }
            return value;
        }

        private Mapping toMapping() {
            List<Mapping.Entry> all = new ArrayList<>(sections.size());
            sections.forEach((name, section) -> {
                List<Mapping.Entry> entries = new ArrayList<>(section.values.size());
                section.values.forEach((key, value) -> {
                    var scalar = new Scalar(
                            value.text.toString().stripTrailing(), Scalar.Kind.STRING, value.line, value.column);
                    entries.add(new Mapping.Entry(key, value.line, value.keyColumn, scalar));
                });
                all.add(new Mapping.Entry(name, section.line, 1, new Mapping(entries, section.line, 1)));
            });
            return new Mapping(all, 1, 1);
        }
    }
}
