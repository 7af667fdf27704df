// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import dev.pomona.cli.terminal.Escape;
import dev.pomona.cli.terminal.Style;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/// A column of a list.
///
/// @param fields of which the first that is there is shown; a dot leads into an object
record Column(String head, Look look, List<String> fields) {

    Column {
        fields = List.copyOf(fields);
    }

    enum Look {
        TEXT,
        SEVERITY,
        /// To the minute, in UTC.
        TIME,
        /// Of seconds.
        AGE,
        /// The head of the column where it is true.
        MARK,
        /// The head of the column where it is false.
        UNLESS,
        TEXTS
    }

    static Column of(String head, String... fields) {
        return new Column(head, Look.TEXT, List.of(fields));
    }

    static Column of(String head, Look look, String... fields) {
        return new Column(head, look, List.of(fields));
    }

    /// Escaped; empty when there is nothing.
    String text(Node item) {
        for (String field : fields) {
            String[] way = field.split("\\.", -1);
            Node node = item.find(way[0], Arrays.copyOfRange(way, 1, way.length));
            if (node instanceof Mapping) return String.valueOf(Objects.requireNonNullElse(Things.oneLine(node), "…"));
            if (node != null) return Escape.line(text(String.valueOf(node.text()), node));
        }
        return "";
    }

    private String text(String text, Node node) {
        return switch (look) {
            case TEXT, SEVERITY -> text;
            case TIME -> text.length() > 16 ? text.substring(0, 16).replace('T', ' ') : text;
            case AGE -> age(text);
            case MARK -> text.equals("true") ? head.toLowerCase(Locale.ROOT) : "";
            case UNLESS -> text.equals("false") ? head.toLowerCase(Locale.ROOT) : "";
            case TEXTS ->
                node.items().stream().map(item -> String.valueOf(item.text())).collect(Collectors.joining(", "));
        };
    }

    /// In its two largest units: `12d 4h`.
    static String age(String seconds) {
        if (!seconds.matches("\\d{1,18}")) return seconds;
        Duration age = Duration.ofSeconds(Long.parseLong(seconds));
        if (age.toDays() > 0) return "%dd %dh".formatted(age.toDays(), age.toHoursPart());
        if (age.toHours() > 0) return "%dh %dm".formatted(age.toHours(), age.toMinutesPart());
        return "%dm".formatted(age.toMinutes());
    }

    Style style(String text) {
        if (look != Look.SEVERITY) return Style.PLAIN;
        return switch (text) {
            case "critical" -> Style.BRIGHT_RED;
            case "high" -> Style.RED;
            case "medium" -> Style.YELLOW;
            default -> Style.BLUE;
        };
    }
}
