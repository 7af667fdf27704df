// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A table while the document that fills it is being read, and the rules of what may define what (TOML 1.0, *Table*).
final class TomlTable {

    /// How a table came to be, which decides whether it may be opened again.
    enum Origin {
        /// Named on the way to another: `[a.b]` makes `a`, which may be defined once later.
        IMPLICIT,
        /// By its own `[header]` or as an element of `[[header]]`.
        HEADER,
        /// By dotted keys: only more dotted keys of the same table may add to it.
        DOTTED,
        /// Written as `{ … }`: complete.
        INLINE
    }

    /// A value that may still grow, or a finished node.
    private sealed interface Slot {
        record Done(Node node) implements Slot {}

        record Table(TomlTable table) implements Slot {}

        record Tables(List<TomlTable> tables, int line, int column) implements Slot {}
    }

    private record Keyed(int line, int column, Slot slot) {}

    private final Map<String, Keyed> slots = new LinkedHashMap<>();
    private final int line;
    private final int column;
    private final int depth;
    private Origin origin;

    TomlTable(Origin origin, int line, int column, int depth) {
        this.origin = origin;
        this.line = line;
        this.column = column;
        this.depth = depth;
    }

    /// How many tables this one is inside.
    int depth() {
        return depth;
    }

    /// The table that `[… key …]` passes through, made when it is not there.
    TomlTable enter(String key, int atLine, int atColumn) {
        Keyed present = slots.get(key);
        if (present == null) return put(key, Origin.IMPLICIT, atLine, atColumn);
        return switch (present.slot()) {
            case Slot.Table(var table) when table.origin != Origin.INLINE -> table;
            case Slot.Tables array -> array.tables().getLast();
            case Slot.Table _, Slot.Done _ -> throw twice(key, atLine, atColumn);
        };
    }

    /// The table that `[… key]` opens.
    TomlTable define(String key, int atLine, int atColumn) {
        Keyed present = slots.get(key);
        if (present == null) return put(key, Origin.HEADER, atLine, atColumn);
        if (present.slot() instanceof Slot.Table(var table) && table.origin == Origin.IMPLICIT) {
            table.origin = Origin.HEADER;
            return table;
        }
        throw twice(key, atLine, atColumn);
    }

    /// The new element that `[[… key]]` opens.
    TomlTable append(String key, int atLine, int atColumn) {
        Keyed present = slots.get(key);
        var element = new TomlTable(Origin.HEADER, atLine, atColumn, depth + 1);
        if (present == null) {
            var tables = new ArrayList<TomlTable>();
            tables.add(element);
            slots.put(key, new Keyed(atLine, atColumn, new Slot.Tables(tables, atLine, atColumn)));
        } else if (present.slot() instanceof Slot.Tables array) {
            array.tables().add(element);
        } else {
            throw twice(key, atLine, atColumn);
        }
        return element;
    }

    /// The table that a dotted key passes through, made when it is not there.
    TomlTable dot(String key, int atLine, int atColumn) {
        Keyed present = slots.get(key);
        if (present == null) return put(key, Origin.DOTTED, atLine, atColumn);
        if (present.slot() instanceof Slot.Table(var table)
                && (table.origin == Origin.DOTTED || table.origin == Origin.IMPLICIT)) {
            return table;
        }
        throw twice(key, atLine, atColumn);
    }

    void set(String key, Node value, int atLine, int atColumn) {
        if (slots.putIfAbsent(key, new Keyed(atLine, atColumn, new Slot.Done(value))) != null) {
            throw twice(key, atLine, atColumn);
        }
    }

    private TomlTable put(String key, Origin as, int atLine, int atColumn) {
        var table = new TomlTable(as, atLine, atColumn, depth + 1);
        slots.put(key, new Keyed(atLine, atColumn, new Slot.Table(table)));
        return table;
    }

    private static SyntaxException twice(String key, int atLine, int atColumn) {
        return new SyntaxException("'%s' is defined already".formatted(key), atLine, atColumn);
    }

    /// The finished mapping. Recursive, on a depth that the parser has limited.
    Mapping toMapping() {
        var entries = new ArrayList<Mapping.Entry>(slots.size());
        slots.forEach((key, keyed) ->
                entries.add(new Mapping.Entry(key, keyed.line(), keyed.column(), toNode(keyed.slot()))));
        return new Mapping(entries, line, column);
    }

    private static Node toNode(Slot slot) {
        return switch (slot) {
            case Slot.Done(var node) -> node;
            case Slot.Table(var table) -> table.toMapping();
            case Slot.Tables(var tables, var atLine, var atColumn) -> {
                var items = new ArrayList<Node>(tables.size());
                tables.forEach(table -> items.add(table.toMapping()));
                yield new Sequence(items, atLine, atColumn);
            }
        };
    }
}
