// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import dev.pomona.cli.terminal.Escape;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Sequence;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing for people: a line for each field, what is inside it behind an indent. What is short stays on one line,
/// and
/// what is empty in a thing of several lists is left out.
final class Things {

    private static final String INDENT = "  ";
    private static final int LONGEST_LINE = 120;
    private static final String MORE = "more";

    private final PrintStream out;
    private boolean isNothing = true;

    private Things(PrintStream out) {
        this.out = out;
    }

    /// @return whether there was anything to print
    static boolean print(Node thing, PrintStream out) {
        var things = new Things(out);
        things.fields(thing, "");
        return !things.isNothing;
    }

    private void fields(Node thing, String indent) {
        for (Mapping.Entry entry : thing.entries()) {
            String name = indent + Escape.line(entry.key()) + ":";
            String deeper = indent + INDENT;
            Node value = entry.value();
            String text = line(value);
            isNothing &= isA("items", value);
            if (text != null) {
                out.println(name + " " + text);
            } else if (isA("items", value)) {
                if (value.items("items").isEmpty()) continue;
                isNothing = false;
                out.println(name);
                items(value.items("items"), deeper);
                if (value.isTrue(MORE)) out.println(deeper + "and more");
            } else {
                out.println(name);
                switch (value) {
                    case Mapping inner -> fields(inner, deeper);
                    case Sequence sequence -> items(sequence.items(), deeper);
                    default ->
                        String.valueOf(value.text()).lines().forEach(one -> out.println(deeper + Escape.line(one)));
                }
            }
        }
    }

    private void items(List<Node> items, String indent) {
        for (Node item : items) {
            String text = item instanceof Mapping ? oneLine(item) : line(item);
            if (text != null) {
                out.println(indent + "- " + text);
            } else {
                out.println(indent + "-");
                fields(item, indent + INDENT);
            }
        }
    }

    /// The fields of a thing beside each other; `null` where they don't fit.
    static @Nullable String oneLine(Node thing) {
        var fields = new ArrayList<String>();
        for (Mapping.Entry entry : thing.entries()) {
            String text = line(entry.value());
            if (text == null) return null;
            fields.add(Escape.line(entry.key()) + ": " + text);
        }
        String all = String.join(", ", fields);
        return all.length() > LONGEST_LINE ? null : all;
    }

    /// What fits behind a name; `null` for what has lines of its own.
    private static @Nullable String line(Node value) {
        return switch (value) {
            case Mapping _ when value.entries().isEmpty() -> "none";
            case Mapping _ -> isA("count", value) ? value.text("count") + (value.isTrue(MORE) ? "+" : "") : null;
            case Sequence sequence -> sequence.items().isEmpty() ? "none" : null;
            default -> {
                String text = String.valueOf(value.text());
                yield text.contains("\n") ? null : Escape.line(text);
            }
        };
    }

    /// Whether it is a field and whether there are more of it, and nothing else.
    private static boolean isA(String field, Node value) {
        return value instanceof Mapping
                && value.find(field) != null
                && value.entries().stream()
                        .allMatch(entry ->
                                entry.key().equals(field) || entry.key().equals(MORE));
    }
}
