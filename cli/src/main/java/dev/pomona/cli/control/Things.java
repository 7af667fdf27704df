// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import dev.pomona.cli.terminal.Escape;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Sequence;
import java.io.PrintStream;
import java.util.List;

/// One thing for people: a line for each field, what is inside it behind an indent.
final class Things {

    private static final String INDENT = "  ";

    private Things() {}

    static void print(Node thing, PrintStream out) {
        print(thing, "", out);
    }

    private static void print(Node thing, String indent, PrintStream out) {
        for (Mapping.Entry entry : thing.entries()) {
            String name = indent + Escape.line(entry.key()) + ":";
            switch (entry.value()) {
                case Mapping inner -> {
                    out.println(name);
                    print(inner, indent + INDENT, out);
                }
                case Sequence sequence -> {
                    out.println(sequence.items().isEmpty() ? name + " none" : name);
                    items(sequence.items(), indent + INDENT, out);
                }
                default ->
                    out.println(name + " "
                            + Escape.line(String.valueOf(entry.value().text())));
            }
        }
    }

    private static void items(List<Node> items, String indent, PrintStream out) {
        for (Node item : items) {
            if (item instanceof Mapping) {
                out.println(indent + "-");
                print(item, indent + INDENT, out);
            } else {
                out.println(indent + "- " + Escape.line(String.valueOf(item.text())));
            }
        }
    }
}
